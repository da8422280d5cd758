"""Rows with what belongs to them, in one statement: the same instances as with select_related and prefetch_related."""

import datetime as dt

import pytest
from django.db.models import Count, IntegerField, OuterRef, Subquery

from cases.evidence.files import say_exists
from cases.models import (
    Allegation,
    AuditEntry,
    Case,
    Decision,
    EvidenceItem,
    Finding,
    Respondent,
    Sanction,
    Status,
)
from lib.compiled_queries import Slot
from lib.nested_rows import Rows
from tests import factories

pytestmark = pytest.mark.django_db
DECIDED = Rows(
    Decision.objects.all(),
    joined=("delivery", "remedy_limit"),
    lists={"sanctions": Rows(Sanction.objects.order_by("-pk"), joined=("sanction_type",))},
)
PATHS = Rows(
    Respondent.objects.filter(case=Slot("case")),
    joined=("employee", "agency", "agency__government"),
    lists={"decisions": DECIDED},
)


@pytest.fixture
def case(sari, rina, dinas_a, budi):
    people = (budi, factories.make_employee("Tini", agency=dinas_a))
    case = factories.make_case(by=sari, agency=dinas_a, people=people)
    factories.bring_to(case.respondents.get(employee=budi), Status.DELIVERED, by=rina)
    return case


def test_a_tree_is_one_statement_and_asks_for_nothing_later(case, budi, django_assert_num_queries):
    with django_assert_num_queries(1):
        first, second = PATHS.all(case=case.pk)
        (decision,) = first.decisions.all()
        (sanction,) = decision.sanctions.all()
        assert (first.employee.name, second.employee.name) == ("Budi", "Tini")
        assert first.agency.government.region == "kota-contoh"
        assert sanction.decision is decision
        assert decision.respondent is first
        assert decision.delivery.decision is decision
        assert sanction.sanction_type.code == "PNS-R2"
        assert list(second.decisions.all()) == []


def test_every_value_is_what_the_orm_reads(case):
    for tree, model in (
        (PATHS.all(case=case.pk), Respondent),
        ([each for path in PATHS.all(case=case.pk) for each in path.decisions.all()], Decision),
        (Rows(AuditEntry.objects.order_by("pk")).all(), AuditEntry),
        (Rows(Sanction.objects.order_by("pk")).all(), Sanction),
    ):
        assert tree
        for row in tree:
            same = model._default_manager.get(pk=row.pk)
            for field in model._meta.concrete_fields:
                assert getattr(row, field.attname) == getattr(same, field.attname), field
                assert type(getattr(row, field.attname)) is type(getattr(same, field.attname)), field
            assert row == same
            assert not row._state.adding


def test_a_single_row_that_is_missing_is_missing_as_in_the_orm(sari, dinas_a, rina, budi):
    path = factories.make_respondent(by=sari, employee=budi)
    factories.bring_to(path, Status.DECIDED, by=rina)
    nameless = Rows(Respondent.objects.all(), joined=("group", "out_of", "out_of__path"))
    (found,) = nameless.all()
    assert found.out_of is None
    with pytest.raises(Respondent.group.RelatedObjectDoesNotExist):
        _ = found.group
    (decision,) = Rows(Decision.objects.all(), joined=("delivery",)).all()
    with pytest.raises(Decision.delivery.RelatedObjectDoesNotExist):
        _ = decision.delivery


def test_known_rows_are_filled_with_lists_and_further_values(case, django_assert_num_queries):
    entries = AuditEntry.objects.filter(case=OuterRef("pk")).order_by().values("case").annotate(n=Count("pk"))
    parts = Rows(
        Case.objects.all(),
        lists={
            "respondents": Rows(Respondent.objects.order_by("-pk"), only=("case", "status", "status_on")),
            "newest": Rows(AuditEntry.objects.order_by("-pk"), of="case", most=2),
        },
        also={"entries": Subquery(entries.values("n"), output_field=IntegerField())},
    )
    with django_assert_num_queries(1):
        parts.fill(case)
        assert [each.status for each in case.respondents.all()] == ["REPORTED", "DELIVERED"]
        assert isinstance(case.respondents.all()[0].status_on, dt.date)
        assert len(case.newest) == 2
        assert case.newest[0].pk > case.newest[1].pk
        assert case.respondents.all()[0].case is case
    assert case.entries == case.history.count()
    assert case.respondents.all()[0].get_deferred_fields() >= {"post", "turn"}


def test_a_single_row_with_lists_of_its_own_is_read_too(sari, rina, budi, now, django_assert_num_queries):
    path = factories.make_respondent(by=sari, employee=budi)
    item = say_exists(case=path.case, actor=sari, at=now, title="Karcis", source="Loket")
    factories.bring_to(path, Status.FINDINGS, by=rina)
    path.allegations.first().finding.evidence.set([item])
    found = Rows(Finding.objects.all(), lists={"evidence": Rows(EvidenceItem.objects.all(), only=("code",))})
    tree = Rows(Allegation.objects.order_by("pk"), lists={"finding": found})
    with django_assert_num_queries(1):
        first = tree.all()[0]
        assert first.finding.allegation is first
        assert [each.code for each in first.finding.evidence.all()] == ["B-01"]
