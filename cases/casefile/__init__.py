"""The page of a case, the list of cases, the pages of acts, and the merging of two cases about one event."""
