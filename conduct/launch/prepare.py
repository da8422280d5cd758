"""What the application needs before its first page: law, accounts of the demo, static files. Each may be repeated."""

import hashlib
import os
from importlib import metadata
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from conduct.launch.directory import SETUP_LINK


def static_fingerprint() -> str:
    """Changes when a static file of the project or of a library changes."""
    digest = hashlib.sha256(metadata.version("whitenoise").encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def collect_static() -> None:
    """Compress and rename the static files, only if they changed."""
    mark = settings.STATIC_ROOT / ".fingerprint"
    now = static_fingerprint()
    if not mark.exists() or mark.read_text() != now:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        mark.write_text(now)


def wants_demo(said: str) -> bool:
    """Whether an empty installation is filled with the demo: in development, unless CONDUCT_DEMO says no."""
    return not settings.PRODUCTION and said.strip().lower() not in {"no", "0", "false", "tidak"}


def prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conduct.settings")
    django.setup()
    print("loading the law", flush=True)
    call_command("load_law")
    if wants_demo(os.environ.get("CONDUCT_DEMO", "yes")):
        print("opening the accounts of the demo", flush=True)
        call_command("seed_demo", accounts=True)
    leave_setup_link()
    print("compressing the static files", flush=True)
    collect_static()


def leave_setup_link() -> None:
    """Write the address of the set-up where the launcher finds it, while there is no account."""
    from cases.organisation import founding  # after django.setup()

    place = settings.DATA_DIR / SETUP_LINK
    if founding.is_empty():
        place.touch(mode=0o600)
        place.write_text(founding.link())
    else:
        place.unlink(missing_ok=True)


if __name__ == "__main__":
    prepare()
