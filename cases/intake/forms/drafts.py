"""Validates the requests of a draft: typed text, and files in pieces."""

import hashlib
from typing import Self

from django import forms
from django.core.validators import RegexValidator
from django.http import HttpRequest, QueryDict

from cases.intake.forms.incident import IntakeForm
from lib.media.sizes import MEGABYTE

DRAFT_FIELDS = set(IntakeForm.declared_fields) | {"same_as"}
MADE_LATER = {"files", "seen", "noted"}
LONGEST_FIELD = 20_000  # characters of one field
LARGEST_PIECE = 128 * MEGABYTE  # bytes of one piece


def typed(sent: QueryDict) -> dict[str, list[str]]:
    """The typed text of the fields of a report, not validated; other fields are dropped."""
    known = {name for name in sent if name.partition("_")[0] in DATES or name in DRAFT_FIELDS} - MADE_LATER
    content = {name: [value.replace("\0", "")[:LONGEST_FIELD] for value in sent.getlist(name)] for name in known}
    return {name: values for name, values in sorted(content.items()) if any(values)}


DATES = ("recorded", "uploaded", "viral", "reported")


class AnnouncedFile(forms.Form):
    name = forms.CharField(max_length=1000)
    size = forms.IntegerField(min_value=0, max_value=2**62)


class PieceForm(forms.Form):
    """The offset and length of a piece, and the fingerprint of the bytes before it."""

    offset = forms.IntegerField(min_value=0, max_value=2**62)
    length = forms.IntegerField(min_value=1, max_value=LARGEST_PIECE)
    before = forms.CharField(
        required=False, validators=[RegexValidator(rf"^[0-9a-f]{{{hashlib.sha256().digest_size * 2}}}$")]
    )

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        sent = request.headers
        return cls(
            {
                "offset": sent.get("Upload-Offset", ""),
                "length": sent.get("Content-Length", ""),
                "before": sent.get("Upload-Before", ""),
            }
        )
