"""The generated pages of docs/reference: what the program and its knowledge say, never by hand."""
