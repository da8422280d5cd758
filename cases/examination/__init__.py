"""Teams, summonses, hearings and findings."""
