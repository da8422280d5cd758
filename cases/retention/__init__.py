"""Data that ends: what is due, legal holds, destruction by two reviewers, certificates."""
