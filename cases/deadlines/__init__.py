"""Clocks: which one runs, when it ends, who is reminded and to whom it escalates."""
