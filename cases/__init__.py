"""Cases of conduct: what happened and what was done about it, in rooms by stage."""
