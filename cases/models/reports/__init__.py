"""Reports from outside, drafts of reports, reporters."""
