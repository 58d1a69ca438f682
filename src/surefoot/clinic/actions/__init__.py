"""What somebody does in several steps: one transaction each, with its audit."""
