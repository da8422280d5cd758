"""The demo's papers: summons, minutes, report and decree of a real case, through the services and on their days."""

import hashlib

import pytest

from cases.aftermath.handover import siasn_gaps
from cases.demo import organisation, papers
from cases.demo.five_cases import berau_2025
from cases.demo.script_runner import Services
from cases.models import Letter, Minutes

pytestmark = pytest.mark.django_db


def test_a_case_of_the_demo_has_its_papers_each_by_its_officer_and_on_its_day():
    organisation.found("rahasia-sekali")
    case = berau_2025.run_script(Services())
    papers.write_papers([case])
    letters = Letter.objects.filter(case=case).order_by("dated_on", "pk")
    assert [letter.form.code for letter in letters] == ["SP-PANGGILAN", "LHP", "SK-R2"]
    assert letters[0].number == case.respondents.get(employee__isnull=False).summonses.get().letter_number
    for letter in letters:
        act = {"SP-PANGGILAN": "summon", "LHP": "report-findings", "SK-R2": "decide"}[letter.form.code]
        done = case.history.get(act=act)
        assert (letter.issued_by, letter.dated_on) == (done.actor, done.on)
        assert done.at <= letter.issued_at and case.agency.local_date(letter.issued_at) == done.on
        with letter.file.open() as file:
            assert hashlib.sha256(file.read()).hexdigest() == letter.sha256
    frozen = Minutes.objects.get(hearing__respondent__case=case)
    assert frozen.frozen_at == case.history.get(act="hold-hearing").at
    assert not any(
        "PDF" in gap or "dibekukan" in gap for gap in siasn_gaps(case.respondents.get(employee__isnull=False))
    )
