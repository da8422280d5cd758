"""Respondents, the certainty of their identity, and links between cases."""
