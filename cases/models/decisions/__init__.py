"""Decisions, sanctions, remedies, precedents."""
