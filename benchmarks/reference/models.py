"""A plain model of a case for Django's admin; `tables.sql` makes its table."""

from django.db import models


class PlainCase(models.Model):
    """A row of the reference tables."""

    number = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    person = models.TextField()
    agency = models.TextField()
    agency_id = models.BigIntegerField()
    stage = models.CharField(max_length=20)
    people = models.IntegerField()
    summary = models.TextField()
    opened_at = models.DateTimeField()
    due_on = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "plain_case"

    def __str__(self) -> str:
        return self.number
