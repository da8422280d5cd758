"""Nine subjects of rules: their modules, and the tests that have to notice a change in them."""

from typing import NamedTuple


class Subject(NamedTuple):
    """``tests``: those of the subject's own room first; they are asked first."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


SUBJECTS = {
    "procedure": Subject(
        ("cases/procedure/workflow.py", "cases/procedure/offers.py", "cases/procedure/clocks.py",
         "cases/procedure/back_dating.py", "cases/procedure/admission.py", "cases/procedure/case_acts.py"),
        ("tests/procedure", "tests/deadlines/test_clock_days.py", "tests/deadlines/test_forgotten.py",
         "tests/law_acts/test_paper_of_last_week.py"),
    ),
    "clocks": Subject(("cases/models/deadlines", "cases/deadlines"), ("tests/deadlines",)),
    "decisions": Subject(
        ("cases/decisions",),
        ("tests/decisions", "tests/law_acts/test_powers.py", "tests/law_acts/test_validity.py",
         "tests/law_acts/test_second_official.py"),
    ),
    "aftermath": Subject(
        ("cases/aftermath",), ("tests/aftermath", "tests/law_acts/test_remedies.py", "tests/law_acts/test_endings.py")
    ),
    "examination": Subject(
        ("cases/examination",),
        ("tests/examination", "tests/law_acts/test_examinations.py", "tests/law_acts/test_witnesses.py"),
    ),
    "links": Subject(("cases/links",), ("tests/links", "tests/intake/test_short_links.py")),
    "calendar": Subject(
        ("regulations/calendar.py", "regulations/summons.py"),
        ("tests/regulations/test_calendar.py", "tests/regulations/test_calendar_properties.py",
         "tests/examination/test_summonses.py"),
    ),
    "law": Subject(
        ("cases/applicable_law", "regulations/models/sanction.py", "regulations/models/provision.py",
         "regulations/models/regulation.py", "regulations/models/limit.py"),
        ("tests/applicable_law", "tests/regulations", "tests/law_acts/test_powers.py",
         "tests/law_acts/test_validity.py"),
    ),
    "letters": Subject(
        ("cases/letters",), ("tests/letters/test_stages.py", "tests/letters", "tests/law_acts/test_decrees.py")
    ),
}  # fmt: skip
