"""A government as its users set it up: its first account, agencies, working hours and single employees."""
