"""What once went wrong: each unlawful act that was accepted and each lawful one that was refused, with its tests."""

from typing import NamedTuple


class Row(NamedTuple):
    """``refused`` and ``allowed``: acts of this room by their names; ``tests``: other tests, by file and name."""

    says: str
    refused: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()


UNLAWFUL = (
    Row("a decree is drawn from its decision, and from nothing before it",
        ("a decree for a person who is only reported", "a decree for a person whose findings wait",
         "a decree of dismissal for a reprimand", "a second decree of one decision",
         "the letter LHP at stage Pemeriksaan"),
        tests=("tests/letters/test_stages.py::test_each_form_is_offered_and_accepted_only_once_its_record_is_there",
               "tests/letters/test_stages.py::test_a_decree_has_sanction_official_day_and_number_of_its_decision_and_asks"
               "_for_none")),
    Row("names, posts and days of a letter are those of the record",
        tests=("tests/letters/test_from_acts.py::test_summoning_issues_the_numbered_letter_and_leads_to_its_pdf",
               "tests/law_acts/test_powers.py::test_the_decision_names_the_official_and_how_the_post_is_held")),
    Row("competence is judged by the staff record",
        ("a head gives a moderate sanction to an administrator", "a supervisor gives light to an administrator",
         "the same, with the post left blank", "the same, with a lower post typed and no source",
         "a decision on somebody whose post nobody knows", "the post stated without a source"),
        ("the post stated with its source",)),
    Row("powers differ by kind of government, by type of sanction, by vacancy, by how the office is held",
        ("a mayor dismisses a main functional", "a governor gives light to a head of an agency",
         "a governor dismisses a JPT madya", "an appointed functional, a supervisor being there",
         "a head gives a light sanction to a supervisor whose administrator is there",
         "a Plt. gives a moderate sanction",
         "a Plh. of the mayor dismisses", "a substitute PPK without the decree that makes him one"),
        ("a mayor relieves a main functional", "a substitute PPK dismisses by decree")),
    Row("an examination has its examinee, on its day",
        ("an examination at which the examinee is absent", "an examination of which the examinee is no part",
         "an examination without anybody", "an examination days before the summoned day",
         "a summons for the day of its letter, its warning not read"),
        ("an examination before the summoned day to which the examinee agreed",)),
    Row("team or council by route and level, its members with rank",
        ("the contract of a PPPK ended without a team", "the dismissal of a candidate without a team",
         "a PPPK dismissed dishonourably without a verdict", "a dismissal by an ethics council",
         "a moral sanction without a council", "a member of whom only the name is known", "an employee of unknown rank",
         "an employee of lower rank"),
        ("the contract of a PPPK ended by a team", "a moral sanction by a council")),
    Row("one act is not sanctioned twice",
        ("the same post under the same rule in an unlinked case", "the same post under another rule, unanswered"),
        tests=("tests/law_acts/test_validity.py::"
               "test_a_sanction_that_was_served_is_not_decided_again_by_opening_the_path",)),
    Row("levels fixed by law are left by two people, with reason and article",
        ("another level than the law's, for the reason x", "another level without an article",
         "another level without anybody's agreement", "a name typed in as the second official",
         "a light sanction where the law fixes a severe one, nobody agreeing",
         "a dismissal for an impact on the unit alone, nobody agreeing",
         "a repetition that is sanctioned lighter than before, nobody agreeing"),
        ("another level to which a second official agreed",)),
    Row("status on the day of the act",
        ("a pensioner is examined as staff", "somebody whose contract expired is examined",
         "somebody hired later is examined for today", "content from before the appointment"),
        ("content of another day of service",)),
    Row("no resignation while a severe breach is examined",
        ("resignation while a breach that may be severe is examined", "resignation while what was found is severe"),
        ("resignation while a breach that cannot be severe is examined",)),
    Row("decrees have one number, sanctions are those of the law of the day",
        ("the delivery of a decision without number or decree", "the number of another decision of the year",
         "the number of a summons", "a dismissal that PP 53/2010 knew, for an act under PP 94/2021",
         "the class of an administrator's post is lowered, which is for executives"),
        ("the number of a decision of another year",)),
    Row("release from duty by whom, when and for what the law says",
        ("release from duty before any summons", "release from duty of a contract worker",
         "release from duty by the head of another agency", "release from duty without a number",
         "release from duty by the examinee", "release from duty before the letter that summons",
         "release from duty by the mayor, whose post no record has", "release from duty by a head who left"),
        ("release from duty for what may be severe",
         "release from duty by the mayor, whose post is stated with its source")),
    Row("whoever decides is an employee, not a text",
        ("the examinee decides on his own case", "a name that is in no register decides",
         "the examinee decides with his post behind his name", "the examinee decides with a title before his name")),
    Row("late delivery and late rulings are taken, with what the law says of them",
        ("a ruling without saying who ruled",),
        tests=("tests/law_acts/test_remedies.py::"
               "test_a_late_ruling_and_a_late_delivery_are_taken_with_what_the_law_says_of_them",)),
)  # fmt: skip

LAWFUL = (
    Row("the superior examines first, then a team", allowed=("the superior examines, then a team again",)),
    Row("an objection of the last day, recorded after the effect",
        allowed=("an objection received on the last day, recorded after the day of effect",),
        tests=("tests/law_acts/test_remedies.py::test_the_effect_that_began_meanwhile_never_was",)),
    Row("paper older than the record of its case",
        allowed=("a route chosen last week", "a summons of last week", "an examination of last week"),
        refused=("a route chosen last week, without a reason", "a summons older than its route")),
    Row("death, pension, transfer and the end of a contract, at every stage",
        allowed=("death after the decision was delivered", "pension before the examination",
                 "a move to another government while an objection is open",
                 "the end of the contract of a contract worker"),
        refused=("a second end of one service",)),
    Row("a third summons, a hearing by video, a second team, discipline after ethics",
        allowed=("a third summons", "an examination by video after two absences, as the examinee asked",
                 "a second team after reopening", "discipline after an ethics finding")),
    Row("an administrator for an empty post of a supervisor",
        allowed=("an administrator gives light to an executive, the supervisor's post being empty (BKN's example)",),
        refused=("an administrator gives light to an executive, the supervisor being there",)),
    Row("a remedy against a moral sanction, whose reading is disputed",
        allowed=("an objection to a moral sanction, where the region reads that there is one",),
        refused=("an objection to a moral sanction, where the region reads that there is none",)),
)  # fmt: skip
