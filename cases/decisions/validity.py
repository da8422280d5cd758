"""The validity sheet before the decision: each condition with its article, and the act that fulfils it.

``impediments`` refuse violations of absolute rules. Other open points need a reason and a second official.
"""

import dataclasses
import enum

from django.utils.translation import gettext as _

from cases.decisions.competence import post_of
from cases.decisions.deliberation import Deliberation
from cases.models import Act, Summons
from regulations.models import Route, SanctionType, Severity


class Answer(enum.Enum):
    """The state of a condition."""

    HOLDS = "holds"
    OPEN = "open"  # needs a reason and a second official
    FORBIDS = "forbids"  # prevents the decision


@dataclasses.dataclass(frozen=True)
class Check:
    """One point of the sheet; ``act`` is the act that mends it, ``anchor`` the field below that does."""

    name: str
    answer: Answer
    text: str
    article: str
    act: Act | None = None
    anchor: str = ""

    @property
    def holds(self) -> bool:
        return self.answer is Answer.HOLDS

    @property
    def forbids(self) -> bool:
        return self.answer is Answer.FORBIDS


def sheet(bearing: Deliberation) -> list[Check]:
    """The conditions in the order in which a court would check them."""
    return [
        _status(bearing),
        _summons(bearing),
        _service(bearing),
        _presence(bearing),
        _team(bearing),
        _level(bearing),
        _power(bearing),
        _once(bearing),
        *_other_body(bearing),
        _limitation(),
        _reply(bearing),
        _remedy(bearing),
    ]


def _status(bearing: Deliberation) -> Check:
    text = bearing.status_gap or str(bearing.respondent.get_category_display())
    answer = Answer.FORBIDS if bearing.status_gap else Answer.HOLDS
    return Check(_("Status pada hari kejadian"), answer, text, "Pasal 1 angka 6 PP 94/2021", Act.CLOSE_EARLY)


def _summons(bearing: Deliberation) -> Check:
    name, article, called = _("Panggilan"), "Pasal 26 PP 94/2021", bearing.duty.summoned_on
    if called is None:
        answer = Answer.OPEN if bearing.is_statutory else Answer.HOLDS
        return Check(name, answer, _("Tanpa surat panggilan."), article)
    text = _("Dipanggil %(day)s, %(n)d surat.") % {"day": f"{called:%d/%m/%Y}", "n": len(bearing.duty.letters)}
    late = " ".join(_("%(label)s: lewat batas %(due)s.") % {"label": clock.label, "due": f"{clock.due_on:%d/%m/%Y}"}
                    for clock in bearing.duty.late)  # fmt: skip
    return Check(name, Answer.HOLDS, f"{text} {late}".strip(), article)


def _service(bearing: Deliberation) -> Check:
    """When, to whom and how the last letter was received; a letter that came after its hearing called nobody."""
    name, article = _("Penyampaian panggilan"), "Pasal 26 PP 94/2021; Pasal 61 UU 30/2014"
    letter = bearing.duty.letters[-1] if bearing.duty.letters else None
    if letter is None:
        return Check(name, Answer.HOLDS, _("Tidak ada surat yang disampaikan."), article)
    if letter.received_on is None:
        came = _("Penerimaannya belum dicatat; terperiksa hadir sendiri.")
        text = came if bearing.heard else _("Penerimaannya belum dicatat.")
        return Check(name, Answer.HOLDS if bearing.heard else Answer.OPEN, text, article, Act.RECORD_RECEIPT)
    how = Summons.Method(letter.method).label if letter.method else _("cara tidak dicatat")
    text = _("Diterima %(day)s oleh %(who)s (%(how)s).") % {
        "day": f"{letter.received_on:%d/%m/%Y}", "who": letter.received_by or _("yang tidak disebut"), "how": how,
    }  # fmt: skip
    too_late = letter.received_on > bearing.respondent.agency.local_date(letter.hearing_at)
    if too_late and not bearing.heard:
        return Check(name, Answer.OPEN, _("%(text)s Sesudah hari pemeriksaan.") % {"text": text}, article)
    return Check(name, Answer.HOLDS, text, article)


def _presence(bearing: Deliberation) -> Check:
    article = "Pasal 26–27 PP 94/2021"
    if bearing.heard:
        text = _("Hadir dan diperiksa %(day)s.") % {"day": f"{bearing.heard[-1]:%d/%m/%Y}"}
        return Check(_("Kehadiran"), Answer.HOLDS, text, article)
    if bearing.respondent.was_called_in_vain:
        return Check(_("Kehadiran"), Answer.HOLDS, _("Dua kali dipanggil dan tidak hadir."), article)
    return Check(_("Kehadiran"), Answer.FORBIDS, _("Tidak pernah diperiksa."), article, Act.HOLD_HEARING)


def _team(bearing: Deliberation) -> Check:
    gaps = [bearing.team_gap(kind) for kind in bearing.sanctions if kind.severity in bearing.levels]
    gap = next((text for text in gaps if text), "")
    text = gap or _("Cukup untuk tingkat menurut hukum.")
    answer = Answer.FORBIDS if gap else Answer.HOLDS
    article = "Pasal 29 PP 94/2021; Pasal 16–18 PP 42/2004"
    return Check(_("Tim atau majelis"), answer, text, article, Act.FORM_PANEL)


def _level(bearing: Deliberation) -> Check:
    levels = ", ".join(str(Severity(level).label) for level in bearing.levels)
    text = levels or _("Tidak ditentukan sumbernya; periksa aturannya.")
    return Check(_("Tingkat"), Answer.HOLDS, text, "Pasal 9–14 PP 94/2021")


def _power(bearing: Deliberation) -> Check:
    level = post_of(bearing).level
    unknown = not level and any(power.posts for power in bearing.powers)
    text = _("Diuji menurut riwayat jabatan.")
    if unknown:
        text = _("Jenjang jabatan belum tercatat; isi bersama sumbernya.")
    answer, anchor = (Answer.OPEN, "#id_post_level") if unknown else (Answer.HOLDS, "")
    return Check(_("Kewenangan"), answer, text, "Pasal 16–25 PP 94/2021", anchor=anchor)


def _once(bearing: Deliberation) -> Check:
    name, article = _("Larangan sanksi ganda"), "Pasal 35 ayat (3) PP 94/2021"
    if bearing.same_act:
        text = _("Perbuatan ini sudah dijatuhi sanksi dalam kasus lain.")
        return Check(name, Answer.FORBIDS, text, article, Act.CLOSE_EARLY)
    alike = [sanction for sanction in bearing.earlier if sanction.may_be_same_act]
    if alike:
        text = _("Ada sanksi atas unggahan atau hari yang sama; jelaskan mengapa perbuatannya lain.")
        return Check(name, Answer.OPEN, text, article, Act.CONCUR)
    return Check(name, Answer.HOLDS, _("Dicari di semua kasus orang ini; tidak ada."), article)


def _other_body(bearing: Deliberation) -> list[Check]:
    """A point only where another body handles the same act."""
    if not bearing.other_body:
        return []
    return [Check(_("Badan lain"), Answer.FORBIDS, bearing.other_body, "Pasal 35 ayat (3) PP 94/2021")]


def _limitation() -> Check:
    text = _("PP 94/2021 tidak mengenal kedaluwarsa; perbuatan lama dinilai menurut aturan harinya.")
    return Check(_("Kedaluwarsa"), Answer.HOLDS, text, "Pasal 1 dan 45 PP 94/2021")


def _reply(bearing: Deliberation) -> Check:
    text = bearing.reply or _("Tidak ada jangka waktu tanggapan yang masih berjalan.")
    answer = Answer.OPEN if bearing.reply else Answer.HOLDS
    return Check(_("Hak jawab"), answer, text, "Pasal 7 ayat (2) huruf f UU 30/2014", Act.RECORD_REPLY)


def _remedy(bearing: Deliberation) -> Check:
    kinds = [kind for kind in bearing.sanctions if kind.kind == SanctionType.Kind.SANCTION]
    known = [_("keberatan")] if any(kind.objection for kind in kinds) else []
    known += [_("banding administratif")] if any(kind.appeal for kind in kinds) else []
    moral = bearing.respondent.route == Route.ETHICS
    none = _("Diperselisihkan bagi sanksi moral; tafsir daerah menentukan.") if moral else _("Tidak ada di jalur ini.")
    text = ", ".join(known) or none
    return Check(_("Upaya administratif"), Answer.HOLDS, text, "PP 79/2021")
