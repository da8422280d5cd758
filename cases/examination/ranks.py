"""The rank of an examiner: from the staff record or stated with its source, and not below the examinee's."""

import datetime as dt

from django.utils.translation import gettext as _

from cases.models import POSTS, Agency, Employment, PanelMember, Respondent
from cases.procedure.refusals import RuleViolation
from regulations.models import Route, StaffCategory

COMPARED = (StaffCategory.PNS, StaffCategory.CPNS)  # categories with a golongan of ``Grade``


def check_rank(member: PanelMember, respondent: Respondent, on: dt.date) -> None:
    """Require a post and rank of the member not below the examinee's (Pasal 29 PP 94/2021; Pasal 17 PP 42/2004).

    Raises RuleViolation for a lower rank and for an unknown one. Contract workers have no rank.
    """
    if respondent.route == Route.CONTRACT:
        return
    own = _rank_of(member, on)
    _refuse_own_supervision(member, own, respondent)
    theirs = respondent.employee.employment_on(on) if respondent.employee else None
    if respondent.category not in COMPARED or theirs is None:
        return
    below = own.is_below(theirs)
    if below is None:
        raise RuleViolation(
            _(
                "Jabatan dan golongan %(who)s belum dapat dibandingkan dengan terperiksa. Lengkapi riwayat jabatan "
                "keduanya (Pasal 29 PP 94/2021)."
            )
            % {"who": member}
        )
    if below:
        raise RuleViolation(
            _("%(who)s berjabatan atau bergolongan lebih rendah daripada terperiksa (Pasal 29 PP 94/2021).")
            % {"who": member}
        )


def _rank_of(member: PanelMember, on: dt.date) -> Employment:
    job = member.employee.employment_on(on) if member.employee else None
    if job is not None and (job.grade or job.post_level in POSTS):
        return job
    if not (member.grade and member.source.strip()):
        raise RuleViolation(
            _("Golongan %(who)s tidak tercatat. Isi golongan dan sumbernya, mis. SK pangkat (Pasal 29 PP 94/2021).")
            % {"who": member}
        )
    return Employment(agency=job.agency if job else None, grade=member.grade)


def _refuse_own_supervision(member: PanelMember, job: Employment, respondent: Respondent) -> None:
    """The supervision element for staff of an Inspectorate comes from elsewhere (Pasal 42–43 UU 30/2014)."""
    home = respondent.agency
    if home.kind != Agency.Kind.INSPECTORATE or member.element != PanelMember.Element.SUPERVISION:
        return
    if job.agency_id == home.pk:
        raise RuleViolation(
            _(
                "Terperiksa bekerja di %(agency)s. Unsur pengawasan harus dari luar, mis. inspektorat provinsi "
                "(Pasal 42–43 UU 30/2014)."
            )
            % {"agency": home.short_name}
        )
