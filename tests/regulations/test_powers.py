"""Every power × post × sanction of PP 94/2021: what must hold whatever the row."""

import itertools
from datetime import date

import pytest

from regulations.models import ActingPower, Capacity, Official, PostLevel, Power, SanctionType

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 14)
LADDER = [
    PostLevel.EXECUTIVE,
    PostLevel.SUPERVISOR,
    PostLevel.ADMINISTRATOR,
    PostLevel.JPT_PRATAMA,
    PostLevel.JPT_MADYA,
]
OWN_POST = {
    Official.SUPERVISOR: PostLevel.SUPERVISOR,
    Official.ADMINISTRATOR: PostLevel.ADMINISTRATOR,
    Official.AGENCY_HEAD: PostLevel.JPT_PRATAMA,
}
DISMISSALS = ("PNS-B3", "ASN-PTDH")
TIERS = ("DISTRICT", "PROVINCE")


@pytest.fixture
def cells(db):
    """Each power with each post and each sanction that it reaches, by the kind of government."""
    kinds = list(SanctionType.objects.open_to(category="PNS", route="DISCIPLINE", on=DAY))
    sanctions = [kind for kind in kinds if kind.kind == SanctionType.Kind.SANCTION]
    return [
        (tier, power, post, kind)
        for tier in TIERS
        for power in Power.objects.imposing("PNS", "DISCIPLINE", DAY, government=tier)
        for post, kind in itertools.product(PostLevel, sanctions)
        if power.reaches(kind, post)
    ]


def test_nobody_sanctions_his_own_level_or_one_above(cells):
    for _tier, power, post, kind in cells:
        own = OWN_POST.get(Official(power.official))
        if own and post in LADDER:
            assert LADDER.index(post) < LADDER.index(own), (power.pk, post, kind.code)


def test_only_the_head_of_the_government_or_the_president_gives_a_severe_sanction(cells):
    severe = {power.official for _tier, power, _post, kind in cells if kind.severity in ("SEVERE", "TERMINATION")}
    assert severe == {Official.PPK, Official.PRESIDENT}


@pytest.mark.parametrize("post", [PostLevel.FUNCTIONAL_MAIN, PostLevel.JPT_MADYA])
def test_the_highest_posts_are_dismissed_by_the_president_alone(cells, post):
    officials = {power.official for _t, power, of, kind in cells if of == post and kind.code in DISMISSALS}
    assert officials == {Official.PRESIDENT}


def test_a_governor_gives_no_light_sanction_to_the_head_of_an_agency(cells):
    found = [
        power.pk
        for tier, power, post, kind in cells
        if (tier, power.official, post, kind.severity) == ("PROVINCE", "PPK", "JPT_PRATAMA", "LIGHT")
    ]
    assert found == []


def test_the_president_only_dismisses_here(cells):
    assert {kind.code for _t, power, _p, kind in cells if power.official == "PRESIDENT"} <= set(DISMISSALS)


def test_a_power_that_hangs_on_a_vacancy_names_posts_between_the_two(cells):
    for _tier, power, post, _kind in cells:
        own = OWN_POST.get(Official(power.official))
        for empty in power.empty_posts if own and power.condition == Power.Condition.VACANT else ():
            assert LADDER.index(post) < LADDER.index(PostLevel(empty)) < LADDER.index(own), power.pk


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize(
    "post", [PostLevel.ADMINISTRATOR, PostLevel.SUPERVISOR, PostLevel.EXECUTIVE, PostLevel.FUNCTIONAL]
)
def test_somebody_may_always_give_a_light_and_a_severe_sanction(cells, tier, post):
    levels = {kind.severity for of, power, on, kind in cells if (of, on) == (tier, post) and not power.condition}
    assert {"LIGHT", "SEVERE"} <= levels


@pytest.mark.parametrize("severity", ["MODERATE", "SEVERE", "TERMINATION"])
@pytest.mark.parametrize("official", Official)
@pytest.mark.parametrize("capacity", [Capacity.PLT, Capacity.PLH])
def test_whoever_only_acts_gives_at_most_a_light_sanction(capacity, official, severity):
    assert ActingPower.objects.allowing(capacity, official, severity, DAY) is None
    assert ActingPower.objects.allowing(capacity, official, "LIGHT", DAY) is not None
