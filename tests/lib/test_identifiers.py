"""Long numbers of a sheet: unchanged or refused, never rounded."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from lib.sheets.cells import plain
from lib.sheets.identifiers import identifier, nip_of
from lib.sheets.nip import nip_in

NIP = "198504122010012001"
NUMBERS = [
    1.98504122010012e17, 198504122010012001, 10**15, -(10.0**16), 1e300, "1.98504E+17", "1,98504E+17", "1.98504e+17",
    "1.98504E+017", "2E+15", "198.504.122.010.012.001", "198,504,122,010,012,001", "198.504.122.010.012.001,00",
    "198 504 122 010 012 001", "198504122010012001.0", "198504122010012001,00", "####", "##########", "#N/A", "#REF!",
    "#VALUE!", "1.98504122010012E17",
]  # fmt: skip


@pytest.mark.parametrize("cell", NUMBERS)
def test_a_number_that_lost_digits_is_refused_with_how_to_repair_it(cell):
    for read in (identifier, nip_of):
        with pytest.raises(ValidationError, match=r"teks|Lebarkan") as refused:
            read(cell)
        assert refused.value.code == "digits_lost"


@pytest.mark.parametrize("cell", [number for number in NUMBERS if isinstance(number, int | float)])
def test_it_is_refused_as_well_after_it_became_text(cell):
    with pytest.raises(ValidationError):
        identifier(plain(cell))


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (6412345.0, "6412345"), (6412345, "6412345"), (999_999_999_999_999.0, "999999999999999"), (None, ""), ("", ""),
        ("800.1.6.2/0007/DISCONTOH/2022", "800.1.6.2/0007/DISCONTOH/2022"), ("12E5", "12E5"), ("3E-7", "3E-7"),
        ('="00123"', "00123"), ("='00123'", "00123"), ("  6412\n345 ", "6412 345"), ("1.234.567", "1.234.567"),
        ("SK-1E+12-A", "SK-1E+12-A"), ("#12", "#12"), ("'00123", "00123"), ("’6412345", "6412345"), ("'SK", "'SK"),
        ("６４１２", "6412"), ("\u200e6412\u200b", "6412"), ("1E17", "1E17"), ("\ufeff7/2026", "7/2026"),
    ],
)  # fmt: skip
def test_other_numbers_stay_as_they_were_written(cell, read):
    assert identifier(cell) == read


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_a_number_that_a_spreadsheet_keeps_whole_stays_whole(number):
    assert identifier(float(number)) == str(number)


@pytest.mark.parametrize(
    "cell",
    [f" {NIP[:8]} {NIP[8:14]} {NIP[14]} {NIP[15:]} ", f"'{NIP}", f"’{NIP}", f'="{NIP}"', f"NIP. {NIP}", f"NIP{NIP}",
     f"nip : {NIP}", f"\u200e{NIP}\u200b", f"\ufeff{NIP}", NIP.translate({48 + n: 0xFF10 + n for n in range(10)}),
     "19850412.201001.2.001", "19850412-201001-2-001", "19850412/201001/2/001", f"NI PPPK {NIP}", f"No. NIP {NIP}",
     f"Nomor NIP: {NIP}", f"NIP/NI PPPK {NIP}", f"NIP = {NIP}", f"(NIP {NIP})", f"{NIP},", f"{NIP}.", f"NIP-{NIP}",
     f"Nomor Induk Pegawai {NIP}", f"NIP\xa0{NIP};"],
)  # fmt: skip
def test_a_nip_is_read_as_people_write_it(cell):
    assert nip_of(cell) == NIP


@pytest.mark.parametrize("cell", ["", None, "-", "–", " ' "])
def test_a_mark_of_nothing_is_no_nip(cell):
    assert nip_of(cell) == ""


def test_the_last_digits_that_became_zeros_are_not_believed():
    """A workbook whose column shows whole numbers writes zeros where it cut the digits off."""
    with pytest.raises(ValidationError, match="000"):
        nip_of("198504122010012000")


@pytest.mark.parametrize(("cell", "told"), [("1985041220100120O1", "ke-17"), ("I98504122010012001", "ke-1"),
                                            (f"{NIP[:9]}B{NIP[10:]}", "ke-10"), (f"{NIP}*", "ke-19")])  # fmt: skip
def test_a_sign_that_is_no_digit_is_named_by_its_place(cell, told):
    with pytest.raises(ValidationError, match=told):
        nip_of(cell)


@given(st.lists(st.sampled_from(["", " ", ".", "-", "/", "\u200b", "\xa0", "\u2009", "'"]), min_size=18, max_size=18))
def test_no_sign_between_the_digits_hides_one(between):
    assert nip_in("".join(sign + digit for sign, digit in zip(between, NIP, strict=True))) == NIP


PPPK = "199001012023{}2001"  # the two digits behind the year: the number of the agreement


@given(st.integers(min_value=0, max_value=99))
def test_the_digits_of_an_agreement_are_taken_from_21_on_and_others_named(number):
    nip = PPPK.format(f"{number:02d}")
    if 1 <= number <= 12 or number >= 21:
        assert nip_of(nip) == nip
        return
    with pytest.raises(ValidationError) as refused:
        nip_of(nip)
    (told,) = refused.value.messages
    assert f"ke-13 sampai ke-14 ({number:02d})" in told and "21 ke atas (PPPK)" in told
    assert "lahir" not in told and "tahun" not in told


@pytest.mark.parametrize(
    "write",
    ["NI PPPK {}", "NIPPPK {}", "NIPPPK{}", "NI P3K: {}", "NIPPK. {}", "NIP PPPK {}", "N.I.P. {}", "NIP Baru: {}",
     "'{}", "\u200e{}"],
)  # fmt: skip
def test_a_number_of_a_pppk_is_read_with_any_words_before_it(write):
    nip = PPPK.format(24)
    assert nip_of(write.format(nip)) == nip


@pytest.mark.parametrize(
    ("nip", "told"),
    [
        ("1990010120232l2001", "huruf l pada angka ke-14. Mungkin maksudnya 1"),
        ("19900101202321200", "18 angka. Anda menulis 17"),
        ("199001012023213001", "angka ke-15"),
        ("199001011989212001", "ke-9 sampai ke-12 (1989) bukan tahun pengangkatan"),
        ("199002302023212001", "ke-1 sampai ke-8 (19900230) bukan tanggal lahir"),
        ("199001012023212000", "digit akhirnya hilang"),
        (1.99001012023212e17, "digit akhirnya hilang"),
    ],
)
def test_a_wrong_number_of_a_pppk_is_refused_with_what_is_wrong(nip, told):
    with pytest.raises(ValidationError) as refused:
        nip_of(nip)
    assert told in refused.value.messages[0]
