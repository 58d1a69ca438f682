"""Tags of our look."""
