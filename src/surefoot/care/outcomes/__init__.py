"""Step 8. Is it working? Change against the measurement error, and the way things go."""
