"""What every import of a sheet shares: the upload and its pages."""
