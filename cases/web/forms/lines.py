"""A field with one entry on each line."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_LINES = 200


class LinesField(forms.CharField):
    """One text per line."""

    def __init__(self, *, longest: int, rows: int = 4, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
        super().__init__(widget=widget, max_length=20_000, required=False, **kwargs)
        self.longest = longest

    def clean(self, value: Any) -> list[str]:
        lines = [text for line in super().clean(value).splitlines() if (text := line.strip())]
        if len(lines) > MOST_LINES:
            raise ValidationError(_("Paling banyak %(n)d baris."), params={"n": MOST_LINES})
        if too_long := next((text for text in lines if len(text) > self.longest), None):
            raise ValidationError(
                _("Baris “%(text)s…” lebih dari %(n)d huruf."), params={"text": too_long[:40], "n": self.longest}
            )
        return lines

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value
