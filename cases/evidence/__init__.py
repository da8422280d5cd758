"""Evidence: taken in, kept unchanged, copied for reading, compared every night, handed out."""
