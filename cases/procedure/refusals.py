"""The errors with which a rule refuses an act. Each message is an Indonesian sentence, ready to show."""


class RuleViolation(Exception):
    """An act that the rules refuse."""


class NotAllowed(RuleViolation):
    """The actor's role, or a conflict of interest, forbids the act."""


class StaleForm(RuleViolation):
    """Somebody else changed the row after the form was opened."""
