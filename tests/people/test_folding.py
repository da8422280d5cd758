"""Names and numbers as they are compared: the same in Python and in the database, whatever was typed."""

import unicodedata
from importlib import import_module

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Case, Employee
from cases.web.forms.employees import find_employee, suggest
from lib.people.folding import fold_name
from tests import factories

APOSTROPHES = "'’‘ʼʻ`´′ʾʿ‛՚ʹʽˀˁˈˊˋ΄׳ߴߵ᾽᾿´῾‵❛❜Ꞌꞌ＇｀ʹ"
SAME = [  # spellings of one name
    ["Masum", "MA‘SUM", *(f"Ma{mark}sum" for mark in APOSTROPHES)],
    ["Ahmad Fauzi", "Drs. Ahmad Fauzi", "Drs Ahmad  Fauzi", "H. Ahmad Fauzi", "Drs. H. Ahmad Fauzi, M.Si."],
    ["Ahmad Fauzi", "AHMAD FAUZI, SE, MM", "Ahmad Fauzi S.E., M.M.", "Prof. Dr. Ir. Ahmad Fauzi, M.T."],
    [
        "Ahmad Fauzi",
        "\u200eAhmad\u200b Fauzi\u200e",
        "Ahmad\u00a0Fauzi",
        " Ahmad Fauzi ",
        "Ａｈｍａｄ Fauzi",
        "Ahmad Fauzí",
    ],
    ["Ahmad Fauzi", "Bapak Ahmad Fauzi", "dr. Ahmad Fauzi, Sp.PD", "Ahmad Fauzi, A.Md.Kep.", "Ahmad Fauzi, S. Si"],
    ["Sukarno", "Sukarno, S.H.", "Sukarno, SH", "Sukarno S.H.", "Ir. Sukarno", "sukarno ,S.H., M.Hum."],
    ["Siti Aminah", "Hj. Siti Aminah, S.Pd.I., M.Pd.", "Ny. Siti Aminah", "Siti-Aminah", "Siti Aminah, S.Pd"],
]
DEGREES = [  # written after a name and a comma
    "Sp.A(K)", "Sp.A (K)", "Sp. A(K)", "SpA(K)", "SpOG", "Sp.OG(K)", "Sp.OG-KFM", "Sp.B(K)Onk", "Sp.PD-KGEH",
    "Sp.PD, FINASIM", "Sp.THT-KL", "Sp.T.H.T.K.L", "Sp.KFR", "Sp.BP-RE", "Sp.Onk.Rad", "Sp.JP(K), FIHA",
    "Sp.An-KIC", "Sp.Kep.Mat", "Sp.MK", "M.Ked(Ped), Sp.A", "M.Ked.(Ped.), Sp.A.", "M.Biomed., Sp.N", "S.Kep., Ns",
    "S.Kep. Ners", "S.Tr.Keb., Bdn", "S.Farm., Apt.", "S.Pd. Gr.", "S.Pd.SD", "S.Psi., Psikolog", "SE, Ak, CA",
    "S.E., M.M., CPA", "LL.M", "Lc., M.H.I", "M.Si (Han)", "M.Tr.(Han)", "S.STP., M.AP", "S.Tr.IP", "S.I.K",
    "M.P.W.K", "A.Md.RMIK", "A.Md. Keb.", "Amd.Keb", "S.E.Sy", "M.Biotech", "S.SiT., M.Keb", "SKM., MARS",
    "S.T., IPM, ASEAN Eng", "dr", "Ph.D",
]  # fmt: skip
DIFFERENT = [
    ("Fauzi, Adi", "Fauzi"),
    ("Fauzi, M. Rizky", "Fauzi"),
    ("Ahmad M.Fauzi", "Ahmad"),
    ("Ahmad S.Rizal", "Ahmad"),
    ("Pakpahan", "Pahan"),
    ("Buhari", "Hari"),
    ("Hidayat Sparman", "Hidayat"),
    ("Yo Yo Ma", "Yo Yo"),
    ("Siti H. Aminah", "Siti Aminah"),
    ("Hidayat", "H. Idayat"),
    ("S.T. Hidayat", "Hidayat"),
    ("Ahmad S. Hidayat", "Ahmad Hidayat"),
    ("Nur Hayati", "Nurhayati"),
    ("Drajat", "Ajat"),
]


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_spellings_of_one_name_are_one(names):
    assert len({fold_name(name) for name in names}) == 1


@pytest.mark.parametrize("degree", DEGREES)
def test_a_degree_in_any_form_is_no_part_of_a_name(degree):
    assert fold_name(f"Siti Aminah, {degree}") == fold_name(f"Hj. Siti Aminah, {degree}, M.Kes.") == "siti aminah"


@pytest.mark.parametrize("degree", ["Sp.A(K)", "Sp.OG", "S.Tr.Keb.", "A.Md.Kes", "M.Psi., Psikolog", "S.Pd. Gr."])
def test_a_degree_without_a_comma_before_it_is_known_by_its_dots(degree):
    assert fold_name(f"Siti Aminah {degree}") == "siti aminah"


@pytest.mark.parametrize(
    "title",
    ["K.H.", "KH", "Ust.", "Ustadzah", "Nn.", "Pak", "Bu", "Haji", "Hi.", "Alm.", "Pdt.", "Bdn.", "Yth. Bapak Drs."],
)
def test_a_title_in_front_is_no_part_of_a_name(title):
    assert fold_name(f"{title} Siti Aminah") == "siti aminah"


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_that_only_look_alike_are_two(one, other):
    assert fold_name(one) != fold_name(other)


@pytest.mark.django_db
def test_the_database_folds_names_as_python_does(city):
    names = [name for names in (*SAME, *DIFFERENT) for name in names]
    names += [f"Dr. Siti Aminah{sign} {degree}" for degree in DEGREES for sign in ("", ",")]
    Employee.objects.bulk_create(Employee(government=city, name=name) for name in names)
    stored = dict(Employee.objects.values_list("name", "folded"))
    assert stored == {name: fold_name(name) for name in names}


LETTERS = st.text("aAbBsShHdDrRmMpPkK.,()'’ -éｂ\u200b\u00a0ŠıİĳﬁßØ´\u0301١", max_size=24)


@pytest.mark.django_db
def test_the_database_folds_any_text_as_python_does(city):
    @given(LETTERS | st.text(st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\0"), max_size=24))
    def compare(name):
        row = Employee.objects.create(government=city, name=name)
        stored = Employee.objects.values_list("folded", flat=True).get(pk=row.pk)
        assert stored == fold_name(name)

    compare()


@pytest.mark.django_db
def test_the_database_folds_every_mark_as_python_does(city):
    """Every sign that is written above, below or beside letters, and every invisible one."""
    kinds = {"Lm", "Sk", "Pi", "Pf", "Po", "Mn", "Me", "Cf", "Zs"}
    marks = [sign for code in range(1, 0x110000) if unicodedata.category(sign := chr(code)) in kinds]
    names = [f"Ma{mark}sum Aziz{mark}" for mark in marks]
    Employee.objects.bulk_create([Employee(government=city, name=name) for name in names], batch_size=2000)
    stored = dict(Employee.objects.values_list("name", "folded"))
    assert len(stored) == len(marks) > 3000
    assert stored == {name: fold_name(name) for name in names}


@pytest.mark.django_db
def test_the_folded_name_follows_the_name_whatever_is_written(city):
    person = Employee.objects.create(government=city, name="Drs. Maʾsum")
    assert person.folded == "masum"
    Employee.objects.filter(pk=person.pk).update(folded="somebody else")
    assert Employee.objects.filter(pk=person.pk, folded="masum").exists()
    Employee.objects.filter(pk=person.pk).update(name="Siti Aminah, S.Pd.")
    assert Employee.objects.filter(pk=person.pk, folded="siti aminah").exists()


@pytest.mark.django_db
def test_names_stored_before_a_mark_was_known_are_folded_again(city, dinas_a, sari):
    people = [Employee.objects.create(government=city, name=f"Ma{mark}sum {mark}Aziz") for mark in APOSTROPHES]
    case = factories.make_case(by=sari, agency=dinas_a)
    migration = import_module("cases.migrations.0102_more_apostrophes")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger, as before the migration
        Employee.objects.filter(name__regex=f"[{migration.ADDED}]").update(folded="ma sum aziz")
        Case.objects.filter(pk=case.pk).update(search="siaran maʾsum dan ‛aziz՚")
        cursor.execute("SET LOCAL session_replication_role = origin")
        assert Employee.objects.filter(folded="ma sum aziz").count() > 20
        cursor.execute(migration.NAMES)
        cursor.execute(migration.CASES)
    assert Employee.objects.named("Ma'sum Aziz").count() == len(people)
    case.refresh_from_db()
    assert case.search == "siaran masum dan aziz"


@pytest.fixture
def people(dinas_a):
    names = ["Drs. Ma'sum Hidayat, M.Si.", "Sukarno, S.H.", "Ahmad Fauzi", "Nurhayati"]
    return {name: factories.make_employee(name, agency=dinas_a) for name in names}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ma’sum", "Drs. Ma'sum Hidayat, M.Si."),
        ("Maʼsum Hidayat", "Drs. Ma'sum Hidayat, M.Si."),
        ("Hidayat  Ma`sum", "Drs. Ma'sum Hidayat, M.Si."),
        ("masum", "Drs. Ma'sum Hidayat, M.Si."),
        ("Drs. Ahmad Fauzi", "Ahmad Fauzi"),
        ("H. Ahmad Fauzi, S.E.", "Ahmad Fauzi"),
        ("ahmad\u200b fauzi\u200e", "Ahmad Fauzi"),
        ("Sukarno", "Sukarno, S.H."),
        ("Ir. Sukarno, SH", "Sukarno, S.H."),
        ("Nur Hayati", "Nurhayati"),
    ],
)
def test_a_person_is_found_however_the_name_is_typed(people, sari, typed, name):
    assert find_employee(typed, sari) == people[name]
    assert list(suggest(typed, sari)) == [people[name]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write", ["NIP. {0} {1} {2} {3}", "'{0}{1}{2}{3}", "{0}.{1}.{2}.{3}", "\u200e{0}{1}{2}{3}", "nip:{0} {1}"]
)
def test_a_person_is_found_however_the_number_is_typed(people, sari, write):
    person = people["Ahmad Fauzi"]
    typed = write.format(person.nip[:8], person.nip[8:14], person.nip[14], person.nip[15:])
    assert person in suggest(typed, sari)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Nurhayatie", "Nurhayati"),
        ("Ahmat Fauzi", "Ahmad Fauzi"),
        ("Ahmad Fauzie", "Ahmad Fauzi"),
        ("Sukarna", "Sukarno, S.H."),
        ("Masum Hidayati", "Drs. Ma'sum Hidayat, M.Si."),
    ],
)
def test_a_name_that_nobody_has_is_refused_with_similar_names(people, sari, typed, near):
    with pytest.raises(ValidationError) as refusal:
        find_employee(typed, sari)
    assert f"Mungkin maksudnya {near}" in refusal.value.messages[0]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["'", "\u200b", "Xyzzy Qwerty", "Drs."])
def test_punctuation_and_unknown_names_match_nobody(people, sari, typed):
    with pytest.raises(ValidationError):
        find_employee(typed, sari)


@pytest.mark.django_db
def test_search_and_exact_names_use_an_index(people, city):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        everybody = Employee.objects.all()
        assert "employee_folded_trigram" in everybody.matching("Fauzi Ahmad").explain()
        for whole in (everybody.named("Ahmad Fauzi"), everybody.filter(folded__in=["ahmad fauzi", "sukarno"])):
            assert "employee_folded" in whole.explain() and "trigram" not in whole.explain()
        assert "employee_folded_trigram" in everybody.resembling("Ahmat Fauzi").explain()
        begun = everybody.matching("1985 0412").explain()
        assert "employee_other_number_begins" in begun and "nip" in begun and "Seq Scan" not in begun
