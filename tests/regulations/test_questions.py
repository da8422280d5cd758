"""The question bank: it asks of articles that exist, and leaves no common charge without a question."""

from datetime import date

import pytest

from regulations.models import Provision, Question

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


def test_every_article_that_a_question_names_exists(law):
    named = {code for codes in Question.objects.values_list("provision_codes", flat=True) for code in codes}
    assert named <= set(Provision.objects.values_list("code", flat=True))


def test_every_charge_that_social_media_makes_likely_has_a_question(law):
    likely = Provision.objects.in_force(DAY).filter(use=Provision.Use.CHARGE, relevance__regex=r"^(utama|tinggi)")
    lacking = [
        row.code
        for row in likely
        if not Question.objects.in_force(DAY).filter(provision_codes__contains=[row.code]).exists()
    ]
    assert lacking == []


def test_every_hearing_has_opening_general_and_closing_questions(law):
    stages = Question.objects.for_hearing([], DAY).values_list("stage", flat=True)
    assert set(stages) == set(Question.Stage.values)
