"""Measures the product with many cases. The product does not depend on it."""
