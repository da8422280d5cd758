"""The register of circulars: entering, publishing, receipts, what is in force."""
