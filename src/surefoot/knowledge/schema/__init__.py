"""The shape of every row of the knowledge, one module for each family of tables."""
