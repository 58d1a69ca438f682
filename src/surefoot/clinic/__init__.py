"""The clinic: the only place with users, tables, clock and network. Everything else is pure."""
