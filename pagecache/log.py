"""Reading the purge log: what has changed since one looked last."""

from collections.abc import Collection, Iterable

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from .models import Purge
from .purging import EVERYTHING

#: Seconds for which an answer is good enough: SQLite's question costs microseconds,
#: PostgreSQL's a round trip.
PAUSE = {"sqlite": 0.001, "postgresql": 0.02}

_TABLE = Purge._meta.db_table


class _InOrder:
    """A place in SQLite's log. There is one writer at a time: ids appear in their order."""

    _ROWS = f"SELECT id, tags FROM {_TABLE} WHERE id >= %s"  # noqa: S608

    def __init__(self) -> None:
        self.version: tuple[object, int] | None = None
        self.last = -1

    def news(self, connection: BaseDatabaseWrapper) -> set[str]:
        # Another number means that some other connection has committed something
        # (https://www.sqlite.org/pragma.html#pragma_data_version). It is asked first: what
        # is committed between the two questions is read now, and the number asked for again.
        raw = connection.connection
        with connection.wrap_database_errors:
            version = raw, raw.execute("PRAGMA data_version").fetchone()[0]
        if version == self.version:
            return set()
        with connection.cursor() as cursor:
            rows = cursor.execute(self._ROWS, [self.last]).fetchall()
        gap = _is_missing(self.last, rows)
        news = _tags(tags for pk, tags in rows if pk > self.last)
        self.last = max((pk for pk, _tags in rows), default=0)
        self.version = version
        return {EVERYTHING} if gap else news


class _OutOfOrder:
    """A place in PostgreSQL's log, where a row with a smaller id may appear later.

    A row can be unseen only if its transaction was not over at the last look, so each
    statement asks from the oldest one on that was still running then ("xmin"), up to the
    newest one that may be over now ("xmax"): rows that came with a dump of another cluster
    can be far above.
    """

    _ROWS = f"""
        SELECT id, tags, transaction, pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        FROM (SELECT 1) AS always
        LEFT JOIN {_TABLE} ON id = %s OR transaction >= %s
            AND transaction < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
    """  # noqa: S608

    def __init__(self) -> None:
        self.oldest_running = 0
        self.last = -1
        self.seen: set[int] = set()

    def news(self, connection: BaseDatabaseWrapper) -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute(self._ROWS, [self.last, self.oldest_running])
            answer = cursor.fetchall()
        rows = [row for row in answer if row[0] is not None]
        gap = _is_missing(self.last, rows)
        news = _tags(tags for pk, tags, *_ in rows if pk not in self.seen and pk != self.last)
        self.oldest_running = answer[0][3]
        self.last = max((pk for pk, *_ in rows), default=0)
        self.seen = {pk for pk, _tags, by, _ in rows if by >= self.oldest_running}
        return {EVERYTHING} if gap else news


class PurgeLog:
    """One process's place in the log; not for several threads at once.

    It has a connection of its own, outside every request's transaction.
    """

    def __init__(self) -> None:
        vendor = connections[DEFAULT_DB_ALIAS].vendor
        self.pause = PAUSE[vendor]
        self._place = _InOrder() if vendor == "sqlite" else _OutOfOrder()
        self._connection: BaseDatabaseWrapper | None = None

    def news(self) -> set[str]:
        """Return the tags of all purges that have taken effect since the last call.

        ``EVERYTHING`` is among them when there is no telling: at the first call, and when
        rows were tidied away unread. Raises ``django.db.Error``
        when the log can't be read.
        """
        if self._connection is None:
            self._connection = connections.create_connection(DEFAULT_DB_ALIAS)
            self._connection.inc_thread_sharing()
        try:
            self._connection.ensure_connection()
            return self._place.news(self._connection)
        except Error:
            self.close()
            raise

    def close(self) -> None:
        """Give the connection back. The next ``news`` makes another one."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def _is_missing(last: int, rows: Collection[tuple]) -> bool:
    """Whether the row that was the last one is gone; 0 means that there was none."""
    if last == 0 and not rows:
        return False
    return all(pk != last for pk, *_ in rows)


def _tags(rows: Iterable[str]) -> set[str]:
    return {tag for row in rows for tag in row.split()}
