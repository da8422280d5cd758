"""The hearing: drafts, notes, abbreviations, list of the day, and calendar."""
