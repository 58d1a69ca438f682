"""Backups: everything of a clinic but its keys in one file, and back from it again.

The file, byte for byte:

    SUREFOOT BACKUP 1 <64 hex digits>\\n    SHA-256 of all that follows
    {"database": …, "migrations": …}\\n     one line of JSON: what is in it (`Told`)
    …                                       gzip: the database file, or the tables as text

Of SQLite it is the database file itself. Of PostgreSQL each table is a line of JSON with its name
and columns, its rows as COPY writes them as text, and a line `\\.`, all seen at one moment.
"""
