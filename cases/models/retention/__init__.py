"""Data that ends: what is due, legal holds, certificates of destruction, and the own times of a region."""
