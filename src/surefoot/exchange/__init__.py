"""Where care meets the outside: case files in, pages out; no rule of medicine in between."""
