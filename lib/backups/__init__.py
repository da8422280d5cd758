"""Archives of a database and its files; they know no model and no case."""
