"""Exported chats: what they say, and what else their archive holds."""
