"""The procedure as a table, and the one writer of a status."""
