"""Code without knowledge of cases and law: documents, sheets, media, append-only rows."""
