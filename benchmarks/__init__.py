"""Measures the product with many cases. Nothing of the product knows of it."""
