"""Sharing from the menu of a phone: the web manifest, and the address that receives the share (decision 24)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from cases.evidence.file_types import ACCEPTED, LARGEST_FILE
from cases.web.file_senders import takes_files


@login_not_required
@require_GET
def manifest(request: HttpRequest) -> JsonResponse:
    """The manifest that lets a browser install the product and offer it as a share target."""
    icons = [{"src": static(f"icons/conduct-{n}.png"), "sizes": f"{n}x{n}", "type": "image/png"} for n in (192, 512)]
    icons.append(icons[-1] | {"src": static("icons/conduct-maskable-512.png"), "purpose": "maskable"})
    manifest = {
        "id": "/",
        "name": "Conduct",
        "short_name": "Conduct",
        "description": _("Mencatat dan menangani kejadian media sosial pegawai"),
        "lang": get_language(),
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "theme_color": "#0A5F6E",
        "background_color": "#F5F7F8",
        "icons": icons,
        "share_target": {
            "action": reverse("incident-share"),
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {
                "title": "title",
                "text": "text",
                "url": "url",
                "files": [{"name": "files", "accept": list(ACCEPTED)}],
            },
        },
    }
    return JsonResponse(manifest, content_type="application/manifest+json")


@login_not_required
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of the intake pages; it handles only the share."""
    return render(request, "intake/worker.js", content_type="text/javascript")


@takes_files(most=LARGEST_FILE, anonymous=True)  # the body is never read: a large share gets the page below, not a 413
@csrf_exempt  # the phone sends no token, and nothing is read or written here: only the page without the share opens
@login_not_required
@require_POST
def share(request: HttpRequest) -> HttpResponse:
    """The target of a share without a worker: the page asks to share once more."""
    return HttpResponseRedirect(f"{reverse('incident-new')}?shared=lost", status=303)
