"""The law as dated rows with article and source, and the counting of days."""
