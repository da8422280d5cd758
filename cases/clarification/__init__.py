"""The first step of a path: its explanation is taken, and its route is chosen."""
