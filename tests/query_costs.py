"""How the database runs a query, and what that costs: its own words and figures."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

#: Tables with more rows are never to be read from one end to the other.
SMALL = 1_000


@dataclass
class Query:
    """A query as it was sent, how it is run, and what that costs.

    ``cost`` is in instructions of SQLite's virtual machine, or in rows that PostgreSQL looks
    at; 0 for what writes, which is not run again. ``scanned`` are the tables that are read
    from one end to the other.
    """

    sql: str
    plan: str
    cost: int = 0
    scanned: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        return f"{self.sql}\n{self.plan}\ncosts {self.cost}"


@contextmanager
def queries() -> Iterator[list[Query]]:
    """In the block each query is sent as usual; the list is filled at its end."""
    sent: dict[str, Any] = {}

    def note(execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not many and sql.split()[0] in ("SELECT", "UPDATE", "DELETE", "INSERT"):
            sent[sql] = params
        return execute(sql, params, many, context)

    found: list[Query] = []
    with connection.execute_wrapper(note):
        yield found
    look = _on_sqlite if connection.vendor == "sqlite" else _on_postgresql
    found += (look(sql, params) for sql, params in sent.items())


def _on_sqlite(sql: str, params: Any) -> Query:
    with connection.cursor() as cursor:
        lines = [row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params).fetchall()]
        query = Query(sql, "\n".join(lines))
        for line in lines:
            if (line.startswith("SCAN ") and " USING " not in line) or " AUTOMATIC " in line:
                query.scanned.add(_table(line.split()[1], sql))
            elif line.startswith("BLOOM FILTER ON "):  # made of the whole table, as above
                query.scanned.add(_table(line.split()[3], sql))
        if sql.startswith("SELECT"):
            query.cost = _instructions(lambda: cursor.execute(sql, params).fetchall())
    return query


def _instructions(run: Callable[[], Any]) -> int:
    """Counted by tens."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 10
        return 0

    connection.connection.set_progress_handler(count, 10)
    try:
        run()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return counted


def _on_postgresql(sql: str, params: Any) -> Query:
    how = "ANALYZE, FORMAT JSON" if sql.startswith("SELECT") else "FORMAT JSON"
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ({how}) {sql}", params)
        (plan,) = cursor.fetchone()[0]
    root = plan["Plan"]
    query = Query(sql, "\n".join(_described(root)))
    query.cost = sum(_rows(node) for node in _nodes(root))
    query.scanned = {
        node["Relation Name"] for node in _nodes(root) if node["Node Type"] == "Seq Scan"
    }
    return query


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from _nodes(below)


def _rows(node: dict[str, Any]) -> int:
    """Those that a node gets from a table or an index, also when it then throws them away."""
    if "Plans" in node or "Actual Rows" not in node:
        return 0
    removed = sum(node[word] for word in node if word.startswith("Rows Removed"))
    return int((node["Actual Rows"] + removed) * node["Actual Loops"])


def _described(node: dict[str, Any], depth: int = 0) -> Iterator[str]:
    words = ("Node Type", "Index Name", "Relation Name", "Index Cond", "Filter", "Sort Key")
    said = "; ".join(str(node[word]) for word in words if word in node)
    yield f"{'  ' * depth}{said}; rows {node.get('Actual Rows', node['Plan Rows'])}"
    for below in node.get("Plans", ()):
        yield from _described(below, depth + 1)


def _table(name: str, sql: str) -> str:
    """The table behind an alias, such as U0 in a subquery of Django's."""
    found = re.search(rf'(\w+)"? (?:AS )?{name}\b', sql)
    return found[1] if found else name


def large_tables() -> set[str]:
    large = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT count(*) FROM {table}")
            if cursor.fetchone()[0] > SMALL:
                large.add(table)
    return large
