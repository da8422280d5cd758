"""Recording an incident: the form, its draft and files, and similar cases."""
