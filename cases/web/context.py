"""The context of the frame of every page: navigation, time zone, unread messages."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.models import Role, TimeZone, User
from cases.procedure.rights import NAVIGATION, Right, may
from cases.web.demo_notice import DemoNotice

ITEMS = {
    "work": (_("Pekerjaan saya"), "home"),
    "incoming": (_("Laporan masuk"), "inbox"),
    "cases": (_("Kasus"), "folders"),
    "hearings": (_("Pemeriksaan"), "gavel"),
    "dashboard": (_("Dasbor"), "chart-bar"),
    "people": (_("Pegawai"), "users"),
    "regulations": (_("Dokumen"), "book-2"),
    "law-desk": (_("Kelola peraturan"), "scale"),
    "status": (_("Keadaan sistem"), "clock"),
    "account-desk": (_("Akun"), "user-check"),
    "break-glass": (_("Akses darurat"), "lock"),
    "organisation": (_("Pengaturan"), "settings"),
}


def frame(request: HttpRequest) -> dict[str, object]:
    """Navigation by role, unread messages, time zone, whether the account may record incidents, and how far the demo
    is."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {
        "dark_when": user.dark_when,
        "navigation": [(*item, request.path.startswith(item[1])) for item in _items(get_language(), user.role)],
        "unread_count": f"{User.MOST_UNREAD}+" if user.unread > User.MOST_UNREAD else user.unread,
        "zone_label": zone_label(user),
        "idle_minutes": settings.IDLE_MINUTES,
        "sign_in_provider": settings.SIGN_IN_PROVIDER.get("name", ""),
        "may_record": may(user, Right.RECORD_INCIDENT),
        "demo_notice": None if settings.PRODUCTION else DemoNotice.current(),
    }


@lru_cache(maxsize=64)
def _items(_language: str, role: str) -> list[tuple[str, str, str]]:
    """Label, address and icon of the pages that a role may open."""
    return [(str(ITEMS[name][0]), reverse(name), ITEMS[name][1]) for name in NAVIGATION.get(Role(role), ())]


def zone_label(user: User) -> str:
    """The time zone of the pages: "Kota Contoh · WIB"."""
    return f"{user.government} · {TimeZone(user.zone.key).label}" if user.government else ""
