"""Incident, case, respondents, and the audit trail."""
