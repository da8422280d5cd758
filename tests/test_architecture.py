"""What must be there for every act of the procedure."""

from django.template.loader import get_template

from cases.casefile.act_table import ACTS, CASE_ACTS, TOGETHER
from cases.minutes.views.minutes import VERBS
from cases.models import Act
from cases.procedure.table import TRANSITIONS

BY_THE_SYSTEM = {Act.ESCALATE, Act.RETURN_LEVEL}
MINUTES = {act for act, _form, _service in VERBS.values()}
WITH_A_PAGE_OF_THEIR_OWN = {
    Act.REPORT,
    Act.ATTACH_REPORT,
    Act.IMPORT_CASE,
    Act.ANSWER_INSTRUCTION,
    Act.ANSWER_OUTSIDE_REPORT,
    Act.RESTORE,
    Act.REQUEST_EVIDENCE,
    Act.END_EVIDENCE_REQUEST,
    Act.ISSUE_LETTER,
    Act.RECORD_IDIS,
} | MINUTES


def test_every_act_of_the_procedure_has_a_form_and_a_service():
    assert {step.act for step in TRANSITIONS} == set(ACTS)


def test_every_act_is_taken_somewhere():
    assert set(Act) == {*ACTS, *CASE_ACTS, *BY_THE_SYSTEM, *WITH_A_PAGE_OF_THEIR_OWN}


def test_no_act_is_in_both_tables():
    assert not set(ACTS) & set(CASE_ACTS)
    assert set(TOGETHER) <= set(ACTS)


def test_a_service_carries_the_name_of_its_act():
    for act, (_form, service) in ACTS.items():
        assert service.__name__ == act.value.replace("-", "_")


def test_the_form_of_every_act_has_its_template():
    for form, _service in (*ACTS.values(), *CASE_ACTS.values()):
        assert get_template(form.template).origin
