"""Pages on which a second account confirms what another proposed."""
