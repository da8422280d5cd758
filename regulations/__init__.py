"""What the law says: dated rows with article and source, and how days are counted."""
