"""Normalises names for comparison: in searches, pickers, imports and checks (decision 51).

The database normalises stored names with the same patterns (`cases.models.people.folded_name`): they use syntax that
Python and PostgreSQL share, and a test compares the results. `lib.sheets.nip.nip_in` normalises numbers.
"""

import re
import unicodedata
from functools import lru_cache

# Combining marks; what people, telephones and transliterations put for an apostrophe (' ’ ‘ ‛ ʼ ʻ ʽ ʾ ʿ ` ´ ′ ՚ ꞌ …);
# invisible characters (U+200B, U+200E …). Who adds one folds stored names again: decision 110.
UNHEARD = (
    "[\u0300-\u036f'\u2019\u2018\u02bc\u02bb\u0060\u00b4\u2032"
    "\u02b9\u02bd-\u02c1\u02c8\u02ca\u02cb\u0374\u0384\u055a\u05f3\u07f4\u07f5\u1fbd\u1fbf\u1ffd\u1ffe"
    "\u201b\u2035\u275b\u275c\ua78b\ua78c"
    "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
UNSEEN_OR_APOSTROPHE = re.compile(UNHEARD)
SPACED = "[^a-z0-9]+"
TITLES = (
    "drs dra dr drg drh ir prof h hj hi hji haji hajjah k[.]?h apt ns bdn tn ny nn bp bpk bapak pak ibu bu sdr sdri"
    " sdra saudara saudari ust ustad ustadz ustadzah pdt alm almh yth"
)
DEGREES = (  # which people also write with spaces inside, or without a comma before them
    "s.e s.e.i s.h s.h.i s.t s.t.p s.p s.p.i s.i.p s.sos s.sos.i s.kom s.i.kom s.pd s.pd.i s.pd.k s.ag s.k.m s.kep"
    " s.farm s.psi s.si s.hut s.pt s.s.t.p s.s.t s.tr s.tr.keb s.tr.kep s.ked s.k.g s.k.h s.th s.th.i s.sn s.s s.ds"
    " s.in s.an s.ars s.gz s.stat s.mat s.akun s.ak m.m m.h m.t m.p m.si m.pd m.pd.i m.kom m.i.kom m.a.p m.kes m.ag"
    " m.kn m.hum m.sc m.a m.b.a m.p.h m.ak m.ars m.sos m.i.p m.s.e m.t.p m.tr m.kep m.epid m.ec.dev m.eng m.sn m.th"
    " m.e.i a.md a.md.keb a.md.kep a.md.kom a.ma a.ma.pd a.m.k a.m.g a.p b.a b.sc b.eng d.e.a ph.d s.a.p s.i.k s.tr.ip"
    " s.pd.sd s.si.t s.ap m.t.i m.m.pd m.psi m.farm m.keb m.k.m m.biomed m.tr.keb m.tr.a.p m.h.i s.e.sy a.ma.pd.sd"
    " a.md.kes a.md.farm a.md.ak a.md.gz a.md.t a.md.rmik m.gz m.a.b s.a.b s.tr.gz s.tr.kes s.tr.t s.i.pust s.ptk m.han"
)
# Words after a degree or a comma, without a dot: professions, and certificates of professional bodies.
WORDS = (
    "apt ners ns bdn gr ak ca cpa cfra qia crmp cgcae chrp psikolog lc llm mars mba mph mmsi skm ipp ipm ipu aifo fiha"
    " finasim finacs ficd fisqua dr drg drh ir drs dra hj dipl.?ing"
)
DOTTED = "(?:a[.] ?m[ad]|amd|b|c|d|ll|m|ph|s)(?:[.][a-z]{1,8})+"  # any degree in the usual form
SPECIALIST = "sp[. ]+[a-z]{1,5}(?:[.-][a-z]{1,5})*|sp[a-z]{1,5}"  # of a physician: sp.a, sp.pd-kgeh
IN_BRACKETS = "(?:[. ]*[(][a-z.]{1,9}[)][a-z]{0,4})?"  # (K) of a consultant, (Han), and what follows: Sp.B(K)Onk


def _after_a_comma(degree: str) -> str:
    return degree.replace(".", "[. ]*")


def _after_a_space(degree: str) -> str:
    first, _dot, rest = degree.partition(".")
    return f"{first}[.][. ]*{_after_a_comma(rest)}"


_WORDS = WORDS.replace(" ", "|") + "|asean eng"
_LISTED = "|".join(map(_after_a_comma, DEGREES.split()))
_SPACED = "|".join(map(_after_a_space, DEGREES.split()))
_BEHIND_A_COMMA = f",[ .]*(?:{_LISTED}|{DOTTED}|{SPECIALIST}|{_WORDS})"
_BEHIND_A_SPACE = f"[ ](?:{_SPACED}|sp[.] ?[a-z]{{1,5}}(?:[.-][a-z]{{1,5}})*)"
BEFORE = f"^[ .]*(?:(?:{TITLES.replace(' ', '|')})[. ]+)+"
AFTER = (
    f"(?:(?:{_BEHIND_A_COMMA}|{_BEHIND_A_SPACE}){IN_BRACKETS}(?:[. ]+(?:{_WORDS}))?[. ]*"
    "|[ ,]+[(]alm(?:h|arhum|arhumah)?[.]?[)])+,?$"
)


def _plain(text: str) -> str:
    lower = unicodedata.normalize("NFKD", UNSEEN_OR_APOSTROPHE.sub("", text)).translate(_LOWER)
    return UNSEEN_OR_APOSTROPHE.sub("", lower)


_LOWER = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}  # as in the database's C collation


@lru_cache(maxsize=4096)  # a sheet names the same official in many rows, and a row the same person several times
def fold_name(name: str) -> str:
    """A name for comparison: without titles, case, accents, apostrophes and punctuation; words separated by one
    space."""
    bare = re.sub(AFTER, "", re.sub(BEFORE, "", _plain(name)))
    return re.sub(SPACED, " ", bare).strip()


def fold_words(text: str) -> str:
    """Any words for comparison: like a name, but titles stay, because they may be searched for."""
    return re.sub(SPACED, " ", _plain(text)).strip()
