"""Letters: drafted from wording and case, issued once with number and fingerprint."""
