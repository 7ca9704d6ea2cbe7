"""Whether the site that is wanted is there already, and that nothing else is."""

import hashlib
import json
from enum import Enum

from django.conf import settings
from django.db import connection

#: Raise it when the maker makes something else of the same numbers.
_MAKER = 2
_TABLE = "bench_made"


class Found(Enum):
    NOTHING = "an empty database"
    WANTED = "the site that is wanted"
    ANOTHER = "another site of the bench, or an unfinished one"
    FOREIGN = "something that the bench did not make"


def make_up(articles: int, comments: int) -> str:
    """Everything that decides what the site is like: its size, the maker, the migrations."""
    migrations = sorted(settings.BASE_DIR.glob("*/migrations/[0-9]*.py"))
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in migrations)).hexdigest()
    parts = {"articles": articles, "comments": comments, "maker": _MAKER, "migrations": digest}
    return json.dumps(parts)


def look(wanted: str) -> Found:
    tables = connection.introspection.table_names()
    if not tables:
        return Found.NOTHING
    if _TABLE not in tables:
        return Found.FOREIGN
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT make_up FROM {_TABLE}")  # noqa: S608
        return Found.WANTED if cursor.fetchone() == (wanted,) else Found.ANOTHER


def begin() -> None:
    """Say that what is here from now on was made by the bench."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {_TABLE} (make_up text NOT NULL)")


def finish(made: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {_TABLE} VALUES (%s)", [made])  # noqa: S608
