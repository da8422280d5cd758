"""Who handles a case by name, deputies, notes between handlers, reminders, and the checklist of a path."""
