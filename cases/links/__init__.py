"""Addresses of posts, read as text: platform, account, number."""
