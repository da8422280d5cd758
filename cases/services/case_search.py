"""The words that search finds a case by."""

from cases.models import Case, Post


def index(case: Case) -> None:
    """What search finds a case by: number, title, summary, agency, accounts and people, in lower case."""
    words = [case.number, case.title, case.agency.name, case.agency_name]
    words += case.incidents.values_list("summary", flat=True)
    words += Post.objects.filter(incident__case=case).values_list("account", flat=True)
    for name, nip in case.respondents.values_list("employee__name", "employee__nip"):
        words += [name or "", nip or ""]
    case.search = " ".join(words).lower()
    case.save(update_fields=["search"])
