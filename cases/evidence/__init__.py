"""Evidence: received, stored unchanged, copied for viewing, compared every night, downloaded."""
