"""From nothing, or from an older site of the bench, to the one that is wanted."""

import time

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings

from . import marker, progress
from .make import make_site
from .marker import Found

_FAST = ["journal_mode = MEMORY", "synchronous = OFF", "cache_size = -1000000"]


def build(articles: int, comments: int) -> int:
    """Make the site unless it is there. Returns 0, or 1 when the database is not ours to fill."""
    wanted = marker.make_up(articles, comments)
    found = marker.look(wanted)
    place = connection.settings_dict["NAME"]
    if found is Found.FOREIGN:
        progress.say(f"{place} holds {found.value}; name an empty database.")
        return 1
    if found is Found.ANOTHER:
        progress.say(f"{place} holds {found.value}; it is made anew.")
        _empty()
    if found is not Found.WANTED:
        _fill(articles, comments, place)
        marker.finish(wanted)
    _collect_static()  # what pages refer to by name is of today
    connection.close()
    return 0


def _fill(articles: int, comments: int, place: str) -> None:
    began = time.monotonic()
    progress.say(f"Making a site of {articles:,} articles and {comments:,} comments in {place}")
    marker.begin()
    call_command("migrate", verbosity=0)
    if connection.vendor == "sqlite":
        _pragmas(_FAST)  # whatever breaks now is made anew
    make_site(articles, comments)
    if connection.vendor == "sqlite":
        _pragmas(["journal_mode = WAL", "synchronous = FULL"])
    else:
        _vacuum()
    progress.say(f"  made in {time.monotonic() - began:.0f} s")


def _empty() -> None:
    if connection.vendor == "sqlite":
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            settings.DATA_DIR.joinpath(f"db.sqlite3{suffix}").unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def _vacuum() -> None:
    """What PostgreSQL would do by itself within minutes: let indexes answer alone."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _collect_static() -> None:
    """Under the names that the site uses, but without compressing, which takes long."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
        call_command("collectstatic", interactive=False, verbosity=0)


def _pragmas(pragmas: list[str]) -> None:
    with connection.cursor() as cursor:
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
