"""The chain over what was done and read, and its signed heads."""
