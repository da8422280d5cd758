"""Parses addresses of posts as text: platform, account, number."""
