"""Notifications in the application, and the outbox that sends them by mail."""
