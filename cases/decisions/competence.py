"""Who may impose which sanction on whom, checked against the staff record or stated with a source if it has no entry.

Pasal 16–25 PP 94/2021. The powers are rows of ``regulations.Power``; this module checks whether they apply.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from cases.decisions.deliberation import Deliberation
from cases.models import Act, Agency, Employee, Employment, Recusal
from cases.procedure.refusals import Mend, RuleViolation
from regulations.models import ActingPower, Capacity, Official, PostLevel, Power, SanctionType

# The post of the office in the staff record; other officials are elected, appointed or outside the record.
LEVELS = {
    Official.SUPERVISOR: (PostLevel.SUPERVISOR,),
    Official.ADMINISTRATOR: (PostLevel.ADMINISTRATOR,),
    Official.APPOINTED_FUNCTIONAL: (PostLevel.FUNCTIONAL, PostLevel.FUNCTIONAL_MAIN),
    Official.AGENCY_HEAD: (PostLevel.JPT_PRATAMA,),
    Official.SEKDA: (PostLevel.JPT_PRATAMA, PostLevel.JPT_MADYA),
}
OF_THE_UNIT = (
    Official.SUPERVISOR, Official.ADMINISTRATOR, Official.APPOINTED_FUNCTIONAL, Official.AGENCY_HEAD,
    Official.DIRECT_SUPERIOR,
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Signatory:
    """The official who decides: an employee of the register, in which capacity, and by which mandate.

    ``post``: only if the staff record has none, with its source in ``mandate``. ``condition``: the source that the
    posts between are vacant, or that the power was delegated. ``mandate`` and ``approval``: number and day, also for an
    official who does not hold the post permanently.
    """

    official: Official
    person: Employee
    post: str = ""
    capacity: str = Capacity.DEFINITIVE
    mandate: str = ""
    approval: str = ""
    condition: str = ""

    def named(self, on: dt.date) -> str:
        """The official as the decision names them: capacity, name and post of that day."""
        job = self.person.post_on(on)
        post = self.post or (job.post if job else "")
        acting = "" if self.capacity == Capacity.DEFINITIVE else f"{self.capacity.title()}. "
        return f"{self.person.name}, {acting}{post}"[:200]


@dataclasses.dataclass(frozen=True)
class Post:
    """The post of the person on the day of the act: from the record, or stated with a source."""

    level: str
    source: str = ""
    recorded: Employment | None = None

    @property
    def is_departure(self) -> bool:
        """Whether it differs from the staff record."""
        return bool(self.recorded and self.recorded.post_level and self.recorded.post_level != self.level)


def post_of(bearing: Deliberation, stated: str = "", source: str = "") -> Post:
    """The post on the day of the event. Raises RuleViolation for a stated post without a source."""
    recorded = bearing.job
    known = recorded.post_level if recorded else ""
    if not stated or stated == known:
        return Post(known, recorded=recorded)
    if not source.strip():
        raise RuleViolation(
            _("Sebut sumber jenjang jabatan terperiksa, mis. SK jabatan: riwayat jabatan mencatat %(known)s.")
            % {"known": PostLevel(known).label if known else _("belum ada")}
        )
    return Post(stated, source, recorded)


def check(bearing: Deliberation, kind: SanctionType, signatory: Signatory, post: Post, on: dt.date) -> Power:
    """The power by which this official imposes this sanction on this person. Raises RuleViolation, with the article."""
    if not post.level and any(power.posts for power in bearing.powers):
        raise RuleViolation(
            _("Isi jenjang jabatan terperiksa dan sumbernya: kewenangan menurut jabatan (Pasal 16–25 PP 94/2021).")
        )
    powers = bearing.competent(kind, post.level)
    _check_post(kind, post)
    _check_employer(bearing)
    own = [power for power in powers if power.official == signatory.official]
    if not own:
        raise RuleViolation(_not_competent(kind, signatory.official, post.level, powers))
    _check_person(bearing, signatory, on)
    _check_capacity(signatory, kind, on)
    power = min(own, key=lambda power: bool(power.condition))
    _check_condition(bearing, power, signatory, on)
    return power


def _not_competent(kind: SanctionType, official: Official, post_level: str, powers: Sequence[Power]) -> str:
    names = ", ".join(dict.fromkeys(str(power.get_official_display()) for power in powers)) or _("belum tercatat")
    whom = _(" terhadap %(post)s") % {"post": PostLevel(post_level).label} if post_level else ""
    return _(
        "%(official)s tidak berwenang menjatuhkan “%(name)s”%(whom)s (Pasal 16–25 PP 94/2021). "
        "Yang berwenang: %(names)s."
    ) % {"official": official.label, "name": kind.name, "whom": whom, "names": names}


def _check_post(kind: SanctionType, post: Post) -> None:
    if why := misfit(kind, post.level):
        raise RuleViolation(why)


def misfit(kind: SanctionType, level: str) -> str:
    """Why a sanction does not exist for a post, such as the lower class for anybody but an executive; empty if it
    does, or where the post is unknown."""
    if not kind.posts or not level or level in kind.posts:
        return ""
    names = ", ".join(str(PostLevel(post).label) for post in kind.posts)
    return _("“%(name)s” hanya bagi %(posts)s; pilih bentuk lain pada tingkat itu. Dasar: %(basis)s.") % {
        "name": kind.name,
        "posts": names,
        "basis": kind.basis,
    }


def employer_of(bearing: Deliberation) -> Agency:
    """The agency whose officials sanction: the employer by the staff record, which may differ from the workplace."""
    job = bearing.job
    return job.employer if job is not None and job.employer is not None else bearing.respondent.agency


def _check_employer(bearing: Deliberation) -> None:
    """Somebody on loan from another body is sanctioned by the officials of that body."""
    home = bearing.job.home_body if bearing.job else ""
    if home:
        raise RuleViolation(
            _(
                "Terperiksa dipekerjakan dari %(home)s; yang berwenang menghukum pejabat instansi induknya "
                "(Pasal 16–25 PP 94/2021). Serahkan hasil pemeriksaannya ke sana."
            )
            % {"home": home},
            mend=Mend.by(Act.CLOSE_EARLY, bearing.respondent),
        )


def _check_person(bearing: Deliberation, signatory: Signatory, on: dt.date) -> None:
    """No respondent of the case and nobody who stepped back decides; whoever does holds the post of the office."""
    respondent, person = bearing.respondent, signatory.person
    if respondent.case.respondents.filter(employee=person).exists():
        raise RuleViolation(_("Terperiksa dalam kasus ini tidak boleh memutus (Pasal 42–43 UU 30/2014)."))
    if Recusal.objects.standing().filter(case=respondent.case, user__employee=person).exists():
        raise RuleViolation(_("%(who)s mundur dari kasus ini (Pasal 42–43 UU 30/2014).") % {"who": person})
    job = person.post_on(on)
    if job is None and not signatory.post.strip():
        raise RuleViolation(_("Jabatan %(who)s tidak tercatat pada hari keputusan. Isi jabatannya.") % {"who": person})
    if job is None and signatory.capacity == Capacity.DEFINITIVE and not signatory.mandate.strip():
        raise RuleViolation(
            _("Jabatan %(who)s tidak tercatat pada hari keputusan: sebut keputusan pengangkatannya.") % {"who": person}
        )
    if signatory.capacity == Capacity.DEFINITIVE and job is not None:
        _check_job(employer_of(bearing), signatory.official, job)


def _check_job(employer: Agency, official: Official, job: Employment) -> None:
    levels = LEVELS.get(official, ())
    if job.post_level and levels and job.post_level not in levels:
        raise RuleViolation(
            _("%(who)s tercatat %(level)s, bukan %(official)s. Bila hanya mengisi jabatan itu, pilih Plt. atau Plh.")
            % {"who": job.employee, "level": job.get_post_level_display(), "official": official.label.lower()}
        )
    if official in OF_THE_UNIT and not employer.path.startswith(job.agency.path):
        raise RuleViolation(
            _("%(who)s bekerja di %(agency)s; terperiksa tidak di bawahnya (Pasal 16–25 PP 94/2021).")
            % {"who": job.employee, "agency": job.agency.short_name}
        )


def _check_capacity(signatory: Signatory, kind: SanctionType, on: dt.date) -> None:
    """An acting official uses the power of the post only as far as a rule allows."""
    if signatory.capacity == Capacity.DEFINITIVE:
        return
    label = Capacity(signatory.capacity).label
    rule = ActingPower.objects.allowing(signatory.capacity, signatory.official, kind.severity, on)
    if rule is None:
        raise RuleViolation(
            _("%(capacity)s tidak menjatuhkan “%(name)s” (UU 30/2014 Pasal 14 ayat (7)). Tunggu pejabat definitif.")
            % {"capacity": label, "name": kind.name}
        )
    if not signatory.mandate.strip():
        raise RuleViolation(_("Isi surat perintah atau keputusan %(capacity)s itu.") % {"capacity": label})
    if rule.approval and not signatory.approval.strip():
        raise RuleViolation(
            _("Isi persetujuan tertulis %(whom)s (%(basis)s).") % {"whom": rule.approval, "basis": rule.basis}
        )


def _check_condition(bearing: Deliberation, power: Power, signatory: Signatory, on: dt.date) -> None:
    """The posts between are empty by the staff record too; what makes the power arise is stated with its source."""
    if not power.condition:
        return
    holder = _holder(bearing, power.empty_posts, on)
    if holder is not None:
        raise RuleViolation(
            _("Kewenangan ini hanya ada bila jabatannya kosong; %(who)s tercatat sebagai %(post)s (%(basis)s).")
            % {"who": holder.employee, "post": holder.post, "basis": power.basis}
        )
    if not signatory.condition.strip():
        raise RuleViolation(
            _("%(condition)s: tulis bagaimana diketahui, mis. nomor keputusannya (%(basis)s).")
            % {"condition": power.get_condition_display(), "basis": power.basis}
        )


def _holder(bearing: Deliberation, levels: Sequence[str], on: dt.date) -> Employment | None:
    """Somebody who holds one of these posts in the person's unit on a day."""
    current = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    unit = employer_of(bearing)
    jobs = Employment.objects.filter(current, agency=unit, post_level__in=levels, starts_on__lte=on)
    return jobs.exclude(employee=bearing.respondent.employee).select_related("employee").first()
