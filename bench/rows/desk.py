"""The moderators' desk on the largest site: every kind of page, and a decision."""

import time
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from statistics import median, quantiles
from typing import Any

from ..answers import Unexpected
from ..inside import Inside, inside
from ..run import Bench
from ..sites import copy_of
from ..table import Row, at_most

_PAGE_MS, _PAGE_QUERIES, _DECISION_MS = 150, 15, 60
_WARMING = 2  # turns in which templates and the caches of the database are cold
#: What takes longer than this, in seconds, is measured in this many turns only.
_PATIENCE, _AT_LEAST = 10.0, 5


def rows(bench: Bench) -> Iterator[Row]:
    turns = _WARMING + bench.scale.renders
    for database, server_url in bench.databases().items():
        site = bench.big(server_url)
        title = f"{bench.scale.big[1]:,} comments, {database}"
        with inside(site) as process:
            for what, path in process.ask("desk_pages").items():
                taken = _taken(process, [("render", path)] * turns)
                yield _row(f"desk: {what}: {title}", taken, _PAGE_MS, _PAGE_QUERIES)
        with copy_of(site) as copy, inside(copy) as process:
            taken = _taken(process, [("decide", *pair) for pair in process.ask("waiting", turns)])
            yield _row(f"desk: a decision, with its COMMIT: {title}", taken, _DECISION_MS)


def _taken(process: Inside, questions: Sequence[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """What was answered to the questions that count. Raises ``Unexpected``."""
    taken = []
    end = time.monotonic() + _PATIENCE
    for turn, question in enumerate(questions):
        done = process.ask(*question)
        if done["status"] != HTTPStatus.OK:
            raise Unexpected(f"{question}: answered {done['status']}.")
        if turn >= _WARMING:
            taken.append(done)
        if len(taken) >= _AT_LEAST and time.monotonic() > end:
            break
    return taken


def _row(what: str, taken: list[dict[str, Any]], most: int, queries: int = 0) -> Row:
    times = [done["ms"] for done in taken]
    asked = max(done["queries"] for done in taken)
    goals = [at_most(most, " ms", median(times))]
    if queries:
        goals.append(at_most(queries, " queries", asked))
    return Row(
        what,
        median(times) / most,
        f"{most} ms; {asked} queries",
        1000 / median(times),
        median(times),
        quantiles(times, n=100)[98],
        max(done["size"] for done in taken),
        goals,
    )
