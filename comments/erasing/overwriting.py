"""Leaving nothing on the disk of what was deleted in the database."""

from django.db import OperationalError, connection

from blog.statistics import refresh_statistics

from ..models import CommentEntry
from ..turns import turn
from .address import Address

#: Bytes of the file that are looked through at once, and of which the next ones see the end.
_AT_ONCE, _AGAIN = 4_000_000, 1_000


def overwrite(address: Address | None) -> bool:
    """Rid the files of the database of rows that are gone, outside any transaction.

    Returns whether the address is in the file after that, as in what the newsroom wrote, or the
    part before its "@", which elsewhere may be anybody's word; False where nobody can look.

    SQLite overwrites what it deletes (``secure_delete`` in config/settings.py), but what it
    moved before may have left a copy, so the file is looked through for the address. Where it
    is found, or where there is none to look for, the file is written anew (VACUUM): meanwhile
    replies wait for their turn: a second for a hundred thousand comments (165 MB).

    PostgreSQL takes dead rows out of its tables and indexes, and out of its statistics.
    """
    if connection.vendor == "postgresql":
        _vacuum_tables()
        return False
    CommentEntry.compact()
    refresh_statistics()
    _empty_wal()
    if address and not is_in_file(address):
        return False
    with turn(), connection.cursor() as cursor:
        cursor.execute("VACUUM")
    _empty_wal()
    return address is not None and is_in_file(address)


def is_in_file(address: Address) -> bool:
    """Whether the file holds the address, in whatever case, or one of its hashes."""
    wanted = [text.encode() for text in address.traces]
    before = b""
    with open(connection.settings_dict["NAME"], "rb") as file:
        while piece := file.read(_AT_ONCE):
            text = before + piece.lower()
            if any(part in text for part in wanted):
                return True
            before = text[-_AGAIN:]
    return False


def _empty_wal() -> None:
    """Bring what was written into the file; its log is cut off, and holds nothing older."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy = cursor.fetchone()[0]
    if is_busy:
        raise OperationalError("Somebody reads the database for long: the log can't be emptied.")


def _vacuum_tables() -> None:
    tables = connection.introspection.django_table_names(only_existing=True)
    names = ", ".join(map(connection.ops.quote_name, sorted(tables)))
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM (INDEX_CLEANUP ON, ANALYZE) {names}")
