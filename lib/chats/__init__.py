"""Parses exported chats, and lists the other files of their archive."""
