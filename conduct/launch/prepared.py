"""Whether an earlier start prepared this database and these files: then tables, law, accounts and static files are as
they should be, and a start need not go through them again.

The mark is a comment on Django's own table of migrations, so it goes where the data go: into a backup, and away with a
database that is made anew. It is keyed, because it depends on passwords, and counts only with the migrations that were
applied when it was written. Whatever cannot be read means: not prepared (decision 95).
"""

import hashlib
import hmac
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

from conduct.launch.directory import PROJECT, DataDirectory

SOURCES = ("cases", "conduct", "lib", "regulations", "static", "requirements-product.lock")
SETTINGS = ("CONDUCT_ENV", "CONDUCT_DEMO", "CONDUCT_DEMO_PASSWORD", "CONDUCT_STATIC_ROOT")
READ = """
    SELECT obj_description(to_regclass('django_migrations'), 'pg_class'),
           (SELECT md5(string_agg(app || '.' || name, ' ' ORDER BY app, name)) FROM django_migrations)
"""


def mark_of(settings: dict[str, str]) -> str:
    """Changes with every file of the product, the role of the application, and the settings that preparation reads."""
    address = urlsplit(settings["DATABASE_URL"])
    facts = [f"{address.username} {address.password} {address.path}", *(settings.get(name, "") for name in SETTINGS)]
    for source in SOURCES:
        facts += _files(PROJECT / source)
    return hmac.new(settings["SECRET_KEY"].encode(), "\n".join(facts).encode(), hashlib.sha256).hexdigest()


def is_prepared(settings: dict[str, str], data: DataDirectory) -> bool:
    """Whether nothing changed since the last start that prepared everything."""
    static = Path(settings.get("CONDUCT_STATIC_ROOT") or data.path / "static") / ".fingerprint"
    if data.setup_link() or not static.exists():
        return False
    try:
        with closing(psycopg2.connect(_owner(settings))) as connection, connection.cursor() as cursor:
            cursor.execute(READ)
            found, migrations = cursor.fetchone() or ("", "")
    except psycopg2.Error:
        return False
    return hmac.compare_digest(found or "", f"{mark_of(settings)} {migrations}")


def note(settings: dict[str, str]) -> None:
    """Write down that everything is prepared; a role that does not own the table cannot, and prepares at each start."""
    try:
        with closing(psycopg2.connect(_owner(settings))) as connection, connection, connection.cursor() as cursor:
            cursor.execute(READ)
            _found, migrations = cursor.fetchone() or ("", "")
            cursor.execute("COMMENT ON TABLE django_migrations IS %s", [f"{mark_of(settings)} {migrations}"])
    except psycopg2.Error:
        return


def _owner(settings: dict[str, str]) -> str:
    return settings.get("DATABASE_ADMIN_URL") or settings["DATABASE_URL"]


def _files(place: Path) -> list[str]:
    found = [place] if place.is_file() else sorted(each for each in place.rglob("*") if each.is_file())
    kept = (each for each in found if each.suffix != ".pyc")
    return [f"{each.relative_to(PROJECT)} {each.stat().st_size} {each.stat().st_mtime_ns}" for each in kept]
