"""Made-up content of every component of a page, as `docs/components.md` lists them."""

import datetime as dt
from typing import Any

from django import forms

HERE = "/help/components/"
SEVERITIES = (("sev-light", "Ringan"), ("sev-moderate", "Sedang"), ("sev-severe", "Berat"))
TONES = ("info", "warn", "primary", "violet", "ok", "outline", "danger", "late", "draft", "paused", "neutral")


class Example(forms.Form):
    """A field of each kind, one of them wrong."""

    words = forms.CharField(label="Ringkasan", help_text="Satu kalimat.")
    reason = forms.CharField(label="Alasan", widget=forms.Textarea, required=False)
    unit = forms.ChoiceField(label="Perangkat daerah", choices=[("a", "Dinas A"), ("b", "Dinas B")])
    route = forms.ChoiceField(label="Jalur", choices=[("d", "Disiplin"), ("e", "Etik")], widget=forms.RadioSelect)
    secret = forms.BooleanField(label="Rahasia", required=False)


def _due(label: str, tone: str) -> dict[str, Any]:
    return {"label": label, "tone": tone, "date": dt.date(2026, 11, 26), "kind": "Wajib hukum"}


NEXT = {
    "verb": "Buat surat panggilan – Contoh",
    "url": HERE,
    "button": "Buat surat panggilan",
    "owner": "BKPSDM",
    "deadline": _due("2 hari kerja lagi", "soon"),
    "basis": "Pasal 26 PP 94/2021",
    "waiting": "",
    "links": [("Perhitungan tenggat", HERE)],
}
SHOWN: dict[str, Any] = {
    "tones": TONES,
    "dues": [_due("Terlambat 2 hari kerja", "late"), _due("Hari ini", "soon"), _due("7 hari kerja lagi", "ok"),
             _due("Dijeda, menunggu ahli", "paused")],
    "next": NEXT,
    "waiting": NEXT | {"url": "", "waiting": "Menunggu BKPSDM. Tahap ini sejak 3 November 2026.", "links": []},
    "steps": [{"label": "Laporan", "state": "done"}, {"label": "Klarifikasi", "state": "current"},
              {"label": "Pemanggilan", "state": "todo"}],
    "entries": [
        {"title": "Surat panggilan dibuat", "at": "26 November 2026 pukul 09.10 WIB", "actor": "Rina",
         "iso": "2026-11-26T09:10+07:00", "milestone": True},
        {"title": "Laporan dicatat", "at": "24 November 2026 pukul 14.05 WIB", "actor": "Sari", "detail": "Dua bukti",
         "iso": "2026-11-24T14:05+07:00"},
    ],
    "tiles": [{"label": "Kasus terbuka", "value": 47, "url": HERE, "note": "naik 3"},
              {"label": "Tenggat hukum terlewat", "value": 4, "url": HERE, "tone": "late", "icon": "clock-exclamation"},
              {"label": "Tepat waktu", "value": "61 dari 70", "url": HERE}],
    "bars": [{"label": "Dinas A", "value": 12, "url": HERE}, {"label": "Dinas B", "value": 5, "note": "2 berat"}],
    "series": SEVERITIES,
    "months": [{"label": "Okt", "total": 6, "url": HERE, "parts": [("sev-light", 3), ("sev-moderate", 2),
                                                                     ("sev-severe", 1)]},
               {"label": "Nov", "total": 4, "parts": [("sev-light", 2), ("sev-moderate", 2), ("sev-severe", 0)]}],
    "lines": [{"label": "TikTok", "points": "0,60 120,20 240,4", "values": [1, 5, 7], "total": 13, "url": HERE}],
    "columns": ["Sep", "Okt", "Nov"],
    "tinted": [{"label": "Dinas A", "cells": [(0, 0), (3, 2), (9, 5)], "url": HERE}],
    "tags": [("Terlambat", HERE), ("Dinas A", HERE)],
    "form": Example({"reason": "Contoh", "unit": "a"}),
}  # fmt: skip
