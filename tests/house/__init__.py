"""The house itself: what every file of the project has to keep to."""
