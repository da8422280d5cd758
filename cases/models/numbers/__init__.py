"""Figures that were published, and records of prevention."""

from cases.models.numbers.prevention import CorrectiveAction, WarningReview
from cases.models.numbers.published import PublishedStatistics

__all__ = ["CorrectiveAction", "PublishedStatistics", "WarningReview"]
