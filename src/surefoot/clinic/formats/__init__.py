"""How numbers are written, where a language of ours differs from Django's way with it."""
