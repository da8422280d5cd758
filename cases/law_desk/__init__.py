"""Pages for maintaining law: new versions, corrections, days off."""
