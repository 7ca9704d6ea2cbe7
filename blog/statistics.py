"""What the database's planner knows of the tables: how many rows, and how alike they are.

Without it SQLite guesses, and a guess costs a large site half its speed.
https://www.sqlite.org/lang_analyze.html
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

#: Rows of each index that SQLite looks at: enough to tell few from many, in milliseconds.
ROWS_TO_SAMPLE = 1_000

#: SQLite takes a table that it knows nothing of for a large one, which does a small one no
#: harm. Once told that it is small it reads all of it, even when it has grown since.
SMALL = 1_000

#: Milliseconds to wait for a lock. Readers' replies go before: there is another time.
PATIENCE = 200


def refresh_statistics() -> list[str]:
    """Let the database look at its tables anew; return the tables that were too busy.

    One table at a time, so that a lock is held for milliseconds. On SQLite other
    connections learn of it when they are opened next (``CONN_MAX_AGE``).
    """
    tables = connection.introspection.django_table_names(only_existing=True)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = ", ".join(connection.ops.quote_name(table) for table in tables)
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {names}")
            return []
        cursor.execute(f"PRAGMA analysis_limit = {ROWS_TO_SAMPLE}")
    with _impatient():
        return [table for table in tables if not _looked_at(table)]


def _looked_at(table: str) -> bool:
    """Whether there was time to look at the table, on SQLite."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
            # "stat" begins with the number of rows.
            cursor.execute(
                "DELETE FROM sqlite_stat1 WHERE tbl = %s AND %s >"
                " (SELECT max(CAST(stat AS integer)) FROM sqlite_stat1 WHERE tbl = %s)",
                [table, SMALL, table],
            )
    except OperationalError:
        return False
    return True


@contextmanager
def _impatient() -> Iterator[None]:
    """In the block SQLite's one lock for writing is not waited for long."""
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
