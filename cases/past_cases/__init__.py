"""Import of past cases from a sheet: reading, checking, importing."""
