"""Letters: composed from wording and record, issued once with number and fingerprint."""
