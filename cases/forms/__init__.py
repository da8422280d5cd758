"""The shape of input: cleaned data are the service's keywords."""
