"""Who may impose what on whom: the checks of a decision against the law's table, written a second time by hand.

Pasal 16–22 PP 94/2021 as read for regencies and cities. Capacities and vacancies have tests of their own.
"""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.decisions import competence
from cases.decisions.competence import Post
from cases.decisions.deliberation_reading import deliberate
from cases.models import Employee
from cases.procedure.refusals import RuleViolation
from regulations.models import Official, PostLevel, SanctionType
from tests import factories
from tests.samples.decisions import RECEIVED, found_for

pytestmark = pytest.mark.django_db
ONCE = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
OFFICIALS = (Official.PPK, Official.SEKDA, Official.AGENCY_HEAD, Official.ADMINISTRATOR, Official.SUPERVISOR)
POSTS = (
    PostLevel.EXECUTIVE, PostLevel.SUPERVISOR, PostLevel.ADMINISTRATOR, PostLevel.JPT_PRATAMA, PostLevel.FUNCTIONAL,
    PostLevel.FUNCTIONAL_MAIN,
)  # fmt: skip
CODES = ("PNS-R1", "PNS-R2", "PNS-R3", "PNS-S1T", "PNS-S2T", "PNS-S3T", "PNS-B1", "PNS-B1K", "PNS-B2", "PNS-B3")
ONE_BELOW = {
    Official.AGENCY_HEAD: PostLevel.ADMINISTRATOR,
    Official.ADMINISTRATOR: PostLevel.SUPERVISOR,
    Official.SUPERVISOR: PostLevel.EXECUTIVE,
}
TWO_BELOW = {Official.AGENCY_HEAD: PostLevel.SUPERVISOR, Official.ADMINISTRATOR: PostLevel.EXECUTIVE}


def never(official: Official, post: PostLevel, code: str) -> bool:
    """What no reading of the table allows."""
    level = code[4]
    if (post == PostLevel.EXECUTIVE and code == "PNS-B1") or (post != PostLevel.EXECUTIVE and code == "PNS-B1K"):
        return True  # an executive has no post below his: the class of his post is lowered instead
    if level == "B":  # severe: the head of the government alone, and not the dismissal of a main functional
        return official != Official.PPK or (post == PostLevel.FUNCTIONAL_MAIN and code == "PNS-B3")
    ladder = (PostLevel.EXECUTIVE, PostLevel.SUPERVISOR, PostLevel.ADMINISTRATOR, PostLevel.JPT_PRATAMA)
    own = {Official.SUPERVISOR: 1, Official.ADMINISTRATOR: 2, Official.AGENCY_HEAD: 3, Official.SEKDA: 3}
    return official in own and post in ladder and ladder.index(post) >= own[official]


def always(official: Official, post: PostLevel, code: str) -> bool:
    """What the table gives without any condition."""
    level = code[4]
    if official == Official.PPK:
        return level == "B" and not never(official, post, code)
    return (level == "R" and ONE_BELOW.get(official) == post) or (level == "S" and TWO_BELOW.get(official) == post)


@pytest.fixture
def decision(budi, rina):
    """One examinee, and an official of each kind."""
    respondent = found_for(budi, rina)
    officials = {official: factories.signatory(respondent.agency, official) for official in OFFICIALS}
    kinds = {code: SanctionType.objects.get(code=code, in_force_until=None) for code in CODES}
    return deliberate(respondent, on=RECEIVED.date()), officials, kinds


def is_allowed(decision, official: Official, post: PostLevel, code: str) -> bool:
    bearing, officials, kinds = decision
    try:
        competence.check(bearing, kinds[code], officials[official], Post(post), RECEIVED.date())
    except RuleViolation as refusal:
        assert any(law in str(refusal) for law in ("Pasal", "PP ", "PerBKN ")), refusal
        return False
    return True


@ONCE
@given(st.sampled_from(OFFICIALS), st.sampled_from(POSTS), st.sampled_from(CODES))
def test_the_check_never_allows_what_the_table_forbids(decision, official, post, code):
    assert not (never(official, post, code) and is_allowed(decision, official, post, code))


def test_every_cell_that_the_table_gives_is_allowed(decision):
    cells = [cell for cell in itertools.product(OFFICIALS, POSTS, CODES) if always(*cell)]
    refused = [cell for cell in cells if not is_allowed(decision, *cell)]
    assert len(cells) > 30 and refused == []


@ONCE
@given(st.sampled_from(OFFICIALS), st.sampled_from(POSTS))
def test_whoever_may_give_a_level_may_give_each_kind_of_it_except_dismissal(decision, official, post):
    for level in ("R", "S"):
        answers = {is_allowed(decision, official, post, code) for code in CODES if code[4] == level}
        assert len(answers) == 1, (official, post, level)


@ONCE
@given(st.sampled_from(OFFICIALS), st.sampled_from(POSTS), st.sampled_from(CODES))
def test_the_examinee_decides_nothing_in_whatever_office(decision, official, post, code):
    bearing, _officials, kinds = decision
    own = factories.signatory(bearing.respondent.agency, official, person=bearing.respondent.employee)
    assert isinstance(own.person, Employee)
    with pytest.raises(RuleViolation):
        competence.check(bearing, kinds[code], own, Post(post), RECEIVED.date())
