"""Clocks: reminders, escalation, and the nightly check for paths without a clock."""
