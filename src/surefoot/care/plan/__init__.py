"""Step 5. What can physical therapy do: what is safe, what it brings, which plan, and why."""
