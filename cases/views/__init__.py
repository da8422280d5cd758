"""Views: load, form, one service call, redirect."""
