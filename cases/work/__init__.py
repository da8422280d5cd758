"""Whose turn it is: the list of open work of one account."""
