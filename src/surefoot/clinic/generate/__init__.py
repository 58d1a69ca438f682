"""A practice of invented people in the clinic's tables, for demos, tests and load."""
