"""Evidence, its custody, copies and timestamps."""
