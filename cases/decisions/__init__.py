"""Decisions: the facts, the obstacles, similar cases, and the decision itself."""
