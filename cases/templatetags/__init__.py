"""Template tags and filters of this product."""
