"""Teams, summonses, hearings, drafts, minutes, findings."""
