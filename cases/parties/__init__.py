"""Who is a respondent, how sure that is, and which cases belong together."""
