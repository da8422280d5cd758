"""The words that search finds a case by."""

from collections.abc import Iterable

from cases.models import Case, Post


def words_of(
    case: Case, summaries: Iterable[str], accounts: Iterable[str], people: Iterable[tuple[str | None, str | None]]
) -> str:
    """What search finds a case by: number, title, agency, summaries, accounts, and people by name and NIP, in lower
    case."""
    words = [case.number, case.title, case.agency.name, case.agency_name, *summaries, *accounts]
    for name, nip in people:
        words += [name or "", nip or ""]
    return " ".join(words).lower()


def index(case: Case) -> None:
    """Write down anew what search finds a case by."""
    case.search = words_of(
        case,
        case.incidents.values_list("summary", flat=True),
        Post.objects.filter(incident__case=case).values_list("account", flat=True),
        case.respondents.values_list("employee__name", "employee__nip"),
    )
    case.save(update_fields=["search"])
