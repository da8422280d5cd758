"""Recording an incident: the form, its draft and files, and what is likely the same."""
