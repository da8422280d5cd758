"""Files of strangers stay where they are until the malware scanner called them clean (decision 80).

It applies to what was uploaded or arrived by mail, and only where ``CLAMD_URL`` is set; what Conduct draws itself is
handed out at once. A file with a verdict other than clean is never handed out.
"""

from typing import Any

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from cases.models import (
    EvidenceCopy,
    EvidenceItem,
    FileVerdict,
    RegulationDocument,
    ReportFile,
    ReportOriginal,
    SignedCopy,
    SignedSheet,
)

RECEIVED = (EvidenceItem, ReportFile, ReportOriginal, RegulationDocument, SignedCopy, SignedSheet)
Result = FileVerdict.Result


def why_kept(file: FieldFile) -> str:
    """Why a stored file is not handed out now; empty for one that is. A copy shares the verdict of its original."""
    row: Any = file.instance.item if isinstance(file.instance, EvidenceCopy) else file.instance
    return why_kept_content(row.sha256) if isinstance(row, RECEIVED) and row.file else ""


def why_kept_content(sha256: str) -> str:
    """The same for a received content."""
    if not settings.CLAMD_URL:
        return ""
    verdict = FileVerdict.objects.filter(sha256=sha256).first()
    if verdict is None:
        return _("Berkas ini sedang diperiksa terhadap perangkat lunak jahat. Coba lagi sebentar lagi.")
    return {
        Result.CLEAN: "",
        Result.INFECTED: _("Berkas ini memuat perangkat lunak jahat (%(what)s) dan tidak diserahkan."),
        Result.REFUSED: _("Pemindai tidak dapat memeriksa berkas ini (%(what)s). Beri tahu operator."),
    }[Result(verdict.result)] % {"what": verdict.said}


def clean_of(fingerprints: set[str]) -> set[str]:
    """Those contents that may be handed out, in one statement."""
    if not settings.CLAMD_URL:
        return fingerprints
    clean = FileVerdict.objects.filter(sha256__in=fingerprints, result=Result.CLEAN)
    return set(clean.values_list("sha256", flat=True))
