"""The legal acts, by stage. Each is a verb: keyword-only, atomic, its first line the step of the procedure."""
