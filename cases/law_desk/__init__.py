"""The pages on which law is kept: new versions, corrections, days off."""
