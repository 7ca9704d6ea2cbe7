"""A million comments against a thousand: the same done on both sites, turn by turn."""

import time
from collections.abc import Callable, Iterator
from statistics import median, quantiles
from typing import Any

from ..answers import Unexpected
from ..inside import Inside, inside
from ..run import Bench
from ..table import Row, at_most

_GOAL = 1.2
_SETTINGS = {"PAGE_CACHE_MB": "0"}
_WARMING = 3  # turns in which templates and the caches of the database are cold
#: What takes longer than this, in seconds, is measured in this many turns only.
_PATIENCE, _AT_LEAST = 20.0, 5

#: Does something once, for the turn of this number, and says how it went.
Task = Callable[[int], dict[str, Any]]


def rows(bench: Bench) -> Iterator[Row]:
    of = f"{bench.scale.small[1]:,} comments"
    for database, server_url in bench.databases().items():
        small, big = bench.small(server_url), bench.big(server_url)
        title = f"{bench.scale.big[1]:,} comments, {database}"
        with inside(small, _SETTINGS) as below, inside(big, _SETTINGS) as above:
            little, much = _tasks(below), _tasks(above)
            for what in much:
                yield _row(bench, f"{what}: {title}", of, little[what], much[what])


def _tasks(site: Inside) -> dict[str, Task]:
    """What is done on each site, by name."""

    def rendering(path: str) -> Task:
        return lambda _turn: site.ask("render", path)

    (article,), (held,) = site.ask("article_ids", 1), site.ask("held", 1)
    tasks = {what: rendering(path) for what, path in site.ask("pages").items()}
    tasks["reply, without its COMMIT"] = lambda turn: site.ask("reply", article, turn)
    tasks["approval, without its COMMIT"] = lambda _turn: site.ask("decision", held)
    return tasks


def _row(bench: Bench, what: str, of: str, little: Task, much: Task) -> Row:
    times: dict[Task, list[float]] = {little: [], much: []}
    size = 0
    end = time.monotonic() + _PATIENCE
    for turn in range(_WARMING + bench.scale.renders):
        for task, taken in times.items():
            done = task(turn)
            if done["status"] >= 400:
                raise Unexpected(f"{what}: answered {done['status']}.")
            size = done["size"]
            if turn >= _WARMING:
                taken.append(done["ms"])
        if turn >= _WARMING + _AT_LEAST - 1 and time.monotonic() > end:
            break
    # Other work of the machine only ever adds to a time: the quicker ones say more.
    one, other = _quicker(times[little]), _quicker(times[much])
    return Row(
        what,
        other / one,
        f"{of} {one:.1f} ms",
        1000 / other,
        median(times[much]),
        quantiles(times[much], n=100)[98],
        size,
        [at_most(_GOAL, "", other / one)],
    )


def _quicker(times: list[float]) -> float:
    """What a quarter of them stays below."""
    return quantiles(times, n=4)[0]
