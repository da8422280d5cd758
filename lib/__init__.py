"""What knows no case and no law: documents, sheets, media, append-only rows."""
