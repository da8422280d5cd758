"""Clocks, escalations, notifications and counters."""
