"""The procedure as a table, and the only function that writes a status."""
