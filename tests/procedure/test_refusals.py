"""Bad input: every refusal names the article or leads to what mends it."""

import ast
import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings

from cases.casefile.act_table import ACTS
from cases.casefile.views.acts import Attempt
from cases.models import Act, Status
from cases.procedure.offers import refusal
from cases.procedure.refusals import RuleViolation, cites_law
from cases.procedure.table import CASE_ACTS, TRANSITIONS
from tests import factories
from tests.law_acts.office import Office

ROOMS = ("procedure", "decisions", "examination", "aftermath", "clarification", "applicable_law")
REFUSING = {"RuleViolation", "NotAllowed"}
OTHER_GROUNDS = (
    "kontrak",
    "pembinaan",
    "PP 42/2004",
    "lembaga di atasnya",
    "nama baik",
    "berlaku sejak",
    "hak didengar",
)


def refusals() -> list[ast.Call]:
    """Every refusal that the rooms of the procedure raise."""
    files = [path for room in ROOMS for path in sorted(Path(settings.BASE_DIR, "cases", room).rglob("*.py"))]
    return [
        node.exc
        for path in files
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and getattr(node.exc.func, "id", "") in REFUSING
    ]


def test_there_are_many_refusals_and_each_says_something():
    found = refusals()
    assert len(found) > 150
    assert [ast.unparse(call) for call in found if not call.args] == []


@pytest.mark.parametrize(
    "step", TRANSITIONS, ids=lambda step: f"{step.act.value}-{'-'.join(sorted(step.sources))}"[:80]
)
def test_every_act_rests_on_something_that_its_refusals_can_name(step):
    assert cites_law(str(step.basis)) or any(words in str(step.basis) for words in OTHER_GROUNDS), step.basis


def test_every_act_on_a_case_rests_on_something():
    assert [act.act for act in CASE_ACTS if not str(act.basis)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("act", list(ACTS))
def test_a_refusal_at_a_page_names_its_article(act, budi, rina, now):
    """Whatever a service says, the page adds what the act rests on."""
    respondent = factories.make_respondent(by=rina, employee=budi, at=now)
    attempt = Attempt(act, respondent.case, [respondent], rina, now)
    basis = next((str(step.basis) for step in TRANSITIONS if step.act == act), "")
    said = attempt.with_basis(RuleViolation("Tidak boleh."))
    assert basis and (said == f"Tidak boleh. (Dasar: {attempt.basis})" if attempt.basis else said == "Tidak boleh.")
    assert (
        attempt.with_basis(RuleViolation("Tidak boleh (Pasal 27 PP 94/2021).")) == "Tidak boleh (Pasal 27 PP 94/2021)."
    )


@pytest.mark.django_db
def test_what_stands_in_the_way_is_linked(client, now, budi, sari, rina, joko):
    office = Office(client, now, budi=budi, sari=sari, rina=rina, joko=joko)
    respondent = office.brought_to(Status.ROUTED)
    tomorrow = office.agency.local_date(now) + dt.timedelta(days=1)
    words = {"reason": "Menunggu ahli", "owner": "Ahli", "review_on": f"{tomorrow:%d/%m/%Y}"}
    assert office.on_page(rina, respondent, "hold", **words).status_code == 302
    answer = office.summon(respondent)
    assert answer.status_code == 422 and f'href="/respondents/{respondent.pk}/resume/"' in answer.text
    respondent.refresh_from_db()
    why = refusal(respondent, Act.SUMMON, joko)
    assert why is not None and why.mend is not None and why.mend.label == Act.RESUME.label
