"""Notifications in the application, and the outbox that mails them."""
