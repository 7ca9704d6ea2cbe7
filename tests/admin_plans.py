"""How the database finds the rows of a list in admin."""

import re
from collections.abc import Callable, Iterator

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

#: Picked by their ids: at most a page, or what a search found.
_BY_ID = re.compile(r'"(?:id|pk)" IN \(\d')

#: Where an index leads in the right order, PostgreSQL goes that way on a small table, too.
_LIKE_A_LARGE_TABLE = "; ".join(
    f"SET LOCAL enable_{way} = off" for way in ("seqscan", "bitmapscan", "sort")
)


def costly_steps(table: str, ask: Callable[[], object]) -> list[str]:
    """What in the plans of the queries that ``ask`` makes reads or sorts all of the table.

    The planner knows how many rows there are, as it does on a site.
    """
    with connection.cursor() as cursor:
        cursor.execute(f'ANALYZE "{table}"')
    with CaptureQueriesContext(connection) as queries:
        ask()
    found = [query["sql"] for query in queries if f'FROM "{table}"' in query["sql"]]
    assert found, "the table was not asked"
    lists = [sql for sql in found if sql.startswith("SELECT") and not _BY_ID.search(sql)]
    return [step for sql in lists for step in _plan(sql) if _is_costly(step, table)]


def _plan(sql: str) -> Iterator[str]:
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_LIKE_A_LARGE_TABLE)
            cursor.execute(f"EXPLAIN (COSTS OFF) {sql}")
            yield from (line.strip(" ->") for (line,) in cursor.fetchall())
            cursor.execute(_LIKE_A_LARGE_TABLE.replace("off", "on"))
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            yield from (step for *_numbers, step in cursor.fetchall())


def _is_costly(step: str, table: str) -> bool:
    if connection.vendor == "postgresql":
        return step == "Sort" or step.startswith(f"Seq Scan on {table}")
    scanned = step.startswith(f"SCAN {table}") and "INDEX" not in step
    return scanned or "TEMP B-TREE FOR ORDER BY" in step
