"""The exceptions with which a rule refuses an act. Each message is an Indonesian sentence for the user."""


class RuleViolation(Exception):
    """The rules do not allow the act."""


class NotAllowed(RuleViolation):
    """The actor's role, or a conflict of interest, forbids the act."""


class StaleForm(RuleViolation):
    """Somebody else changed the row after the form was opened."""
