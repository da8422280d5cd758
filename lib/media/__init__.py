"""Pictures, recordings and fingerprints."""
