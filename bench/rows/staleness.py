"""How long after an approval any process still shows the page without the comment.

Two servers of one worker each stand for any two processes. Under load, comments are
approved one after the other as the desk does it, and for each of them a reader at either
server loads the page where it belongs until it is there.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles

from .. import load
from ..inside import Inside, inside
from ..load import Load
from ..run import BR, Bench
from ..servers import Server
from ..sites import copy_of
from ..table import Goal, Row, at_most
from ..watch import Reader

_LONGEST = 1.0  # seconds, the promise
_PATIENCE = 10.0  # seconds until a comment counts as missed
_LOOK = 0.25  # seconds after which one asks anew where a comment stands
#: Comments watched at the same time: with PostgreSQL each may take the full second.
_AT_ONCE = 8
_LOADING = 8  # connections to each server
_LOADING_SECONDS = 1800  # ended before, when the last comment was seen


def rows(bench: Bench) -> Iterator[Row]:
    for database, server_url in bench.databases().items():
        with ExitStack() as stack:
            site = stack.enter_context(copy_of(bench.news(server_url)))
            settings = {"WEB_WORKERS": "1"}
            servers = [
                stack.enter_context(bench.site_server(site, f"stale-{number}", settings))
                for number in (1, 2)
            ]
            process = stack.enter_context(inside(site))
            paths = site.directory / "paths"
            paths.write_text("\n".join(process.ask("addresses", 200)))
            stack.enter_context(_Loading(servers, paths))
            pks = process.ask("held", bench.scale.approvals)
            yield _row(database, _approve_all(process, servers, pks))


class _Loading:
    """Readers at every server, for as long as the block lasts."""

    def __init__(self, servers: Sequence[Server], paths: Path) -> None:
        self._loads = [
            Load(server.url(), BR, _LOADING, 1, "pages.lua", [str(paths)]) for server in servers
        ]

    def __enter__(self) -> None:
        self._running = [load.start(each, seconds=_LOADING_SECONDS) for each in self._loads]

    def __exit__(self, *failed: object) -> None:
        for process in self._running:
            process.kill()
            process.communicate()


def _approve_all(
    process: Inside, servers: Sequence[Server], pks: Sequence[int]
) -> list[float | None]:
    """Seconds from each commit until both servers showed the comment; None: not at all."""
    waiting = iter(pks)
    one_at_a_time = threading.Lock()

    def place(pk: int) -> str:
        with one_at_a_time:
            return process.ask("place", pk)

    def follow(coding: str) -> list[float | None]:
        waits = []
        readers = [Reader(server, coding) for server in servers]
        while True:
            with one_at_a_time:
                pk = next(waiting, None)
            if pk is None:
                break
            path = place(pk)
            for reader in readers:  # from now on both have the page in their caches
                reader.load(path)
            with one_at_a_time:
                committed = process.ask("approve", pk)
            waits.append(_until_both(readers, path, place, pk, committed))
        for reader in readers:
            reader.close()
        return waits

    codings = ["br", "identity"] * (_AT_ONCE // 2)
    with ThreadPoolExecutor(_AT_ONCE) as followers:
        return [wait for waits in followers.map(follow, codings) for wait in waits]


def _until_both(
    readers: Sequence[Reader], path: str, place: Callable[[int], str], pk: int, committed: float
) -> float | None:
    """In turn: whoever has shown it once is done, and the last one decides."""
    times = [_until_seen(reader, path, place, pk) for reader in readers]
    known = [at for at in times if at is not None]
    return max(known) - committed if len(known) == len(readers) else None


def _until_seen(reader: Reader, path: str, place: Callable[[int], str], pk: int) -> float | None:
    """When the reader saw the comment. Another approval may move it to the next page meanwhile.

    Where it stands is asked again only when it was not seen for a while: the answer takes a
    place in the queue of the approvals.
    """
    words, until = f'id="comment-{pk}"', time.monotonic() + _PATIENCE
    at = reader.watch(path, words, time.monotonic() + _LOOK).at
    while at is None and time.monotonic() < until:
        at = reader.watch(place(pk), words, time.monotonic() + _LOOK).at
    return at


def _row(database: str, waits: Sequence[float | None]) -> Row:
    known = [wait for wait in waits if wait is not None]
    longest = max(known, default=_PATIENCE)
    missed, late = len(waits) - len(known), sum(wait > _LONGEST for wait in known)
    return Row(
        f"stale after an approval, any process, {database}",
        longest / _LONGEST,
        f"{_LONGEST:g} s",
        p50=median(known) * 1000 if known else None,
        p99=quantiles(known, n=100)[98] * 1000 if len(known) > 1 else None,
        goals=[at_most(_LONGEST, " s at most", longest), Goal("none missed", not missed)],
        remark=f"{len(waits):,} approvals in a row under load: {missed} missed, {late} later "
        f"than {_LONGEST:g} s, the longest {longest * 1000:.0f} ms",
    )
