"""Deciding: what bears on it, what stops it, what similar cases got, and the decision itself."""
