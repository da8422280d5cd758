"""Normalises names for comparison: in searches, pickers, imports and checks (decision 51).

The database normalises stored names with the same patterns (`cases.models.people.folded_name`): they use syntax that
Python and PostgreSQL share, and a test compares the results. `lib.sheets.nip.nip_in` normalises numbers.
"""

import re
import unicodedata

# Combining marks, typed apostrophes (' ’ ‘ ʼ ʻ ` ´ ′), and invisible characters (U+200B, U+200E …).
UNHEARD = (
    "[\u0300-\u036f'\u2019\u2018\u02bc\u02bb\u0060\u00b4\u2032"
    "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
UNSEEN_OR_APOSTROPHE = re.compile(UNHEARD)
SPACED = "[^a-z0-9]+"
TITLES = "drs dra dr drg drh ir prof h hj kh apt ns tn ny bpk bapak ibu sdr sdri saudara saudari"
DEGREES = (  # with an optional dot
    "s.e s.e.i s.h s.h.i s.t s.t.p s.p s.p.i s.i.p s.sos s.sos.i s.kom s.i.kom s.pd s.pd.i s.pd.k s.ag s.k.m s.kep"
    " s.farm s.psi s.si s.hut s.pt s.s.t.p s.s.t s.tr s.tr.keb s.tr.kep s.ked s.k.g s.k.h s.th s.th.i s.sn s.s s.ds"
    " s.in s.an s.ars s.gz s.stat s.mat s.akun s.ak m.m m.h m.t m.p m.si m.pd m.pd.i m.kom m.i.kom m.a.p m.kes m.ag"
    " m.kn m.hum m.sc m.a m.b.a m.p.h m.ak m.ars m.sos m.i.p m.s.e m.t.p m.tr m.kep m.epid m.ec.dev m.eng m.sn m.th"
    " m.e.i a.md a.md.keb a.md.kep a.md.kom a.ma a.ma.pd a.m.k a.m.g a.p b.a b.sc b.eng d.e.a ph.d sp.a sp.b sp.m"
    " sp.an sp.og sp.pd sp.pk sp.tht sp.kj sp.p sp.jp sp.rad apt ners ns dipl.ing c.h.t"
)


def _after_a_comma(degree: str) -> str:
    return degree.replace(".", "[. ]*")


def _after_a_space(degree: str) -> str:
    first, _dot, rest = degree.partition(".")
    return f"{first}[.][. ]*{_after_a_comma(rest)}"


_LISTED = "|".join(map(_after_a_comma, DEGREES.split()))
_DOTTED = "|".join(_after_a_space(degree) for degree in DEGREES.split() if "." in degree)
BEFORE = f"^[ .]*(?:(?:{TITLES.replace(' ', '|')})[. ]+)+"
AFTER = f"(?:,[ .]*(?:{_LISTED})[. ]*|[ ](?:{_DOTTED})[. ]*)+,?$"


def _plain(text: str) -> str:
    lower = unicodedata.normalize("NFKD", UNSEEN_OR_APOSTROPHE.sub("", text)).translate(_LOWER)
    return UNSEEN_OR_APOSTROPHE.sub("", lower)


_LOWER = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}  # as in the database's C collation


def fold_name(name: str) -> str:
    """A name for comparison: without titles, case, accents, apostrophes and punctuation; words separated by one
    space."""
    bare = re.sub(AFTER, "", re.sub(BEFORE, "", _plain(name)))
    return re.sub(SPACED, " ", bare).strip()


def fold_words(text: str) -> str:
    """Any words for comparison: like a name, but titles stay, because they may be searched for."""
    return re.sub(SPACED, " ", _plain(text)).strip()
