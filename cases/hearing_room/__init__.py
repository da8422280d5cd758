"""The hearing while it is held: drafts, notes, snippets, docket and calendar."""
