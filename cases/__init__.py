"""Cases of social-media conduct: one package (room) for each stage of the procedure."""
