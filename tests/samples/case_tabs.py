"""Reading a case as a person does who opens every tab."""

from django.urls import reverse

from cases.web.case_tabs import CaseTab


def whole_case(client, case):
    """The text of every tab."""
    return "".join(client.get(reverse(tab.value, args=[case.number])).text for tab in CaseTab)
