"""The tabs of a case: each reads in one statement what it shows."""
