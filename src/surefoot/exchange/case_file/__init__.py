"""The case file: one document about one person, written by hand or by a program."""
