"""The page of a case, its list, its acts and the merging of two cases about one event."""
