"""Replies: rules run, a row durable before the 303. Against one bare durable INSERT each."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median

from .. import load
from ..answers import Unexpected
from ..compare import Middle, take_turns
from ..inside import inside
from ..load import Load, Result
from ..run import BR, Bench, expect
from ..servers import Server, serve
from ..sites import Site, copy_of
from ..table import Row, at_least

_GOAL = 400  # a second
_READERS = _WRITERS = 16  # connections
#: What two threads of wrk may use up in one run (lua/replies.lua).
_NUMBERS = count(0, 200_000)


def rows(bench: Bench) -> Iterator[Row]:
    with copy_of(bench.news()) as site:
        with inside(site) as process:
            before, ids = process.ask("count"), process.ask("article_ids", 500)
            page = process.ask("articles")["100"]
        taken = Taken(site.directory)
        trusting = {"TRUSTED_PROXIES": "127.0.0.1"}  # lua/reply.lua writes X-Forwarded-For
        with bench.site_server(site, "replies", trusting) as server:
            size = len(expect(server, page, BR).body)  # both workers have started up by now
            with _bare_writer(bench, site) as bare:
                yield _row(bench, "replies to 500 articles", server, bare, taken, ids)
                yield _row(bench, "replies to one article", server, bare, taken, ids[:1])
            yield from _beside_readers(bench, server, (page, size), taken, ids)
        with inside(site) as process:
            taken.compare(process.ask("count") - before)


class Taken:
    """How many replies were answered with 303, to be compared with the rows that are there."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._answered = 0
        self._under_way = 0

    def load(self, server: Server, ids: Sequence[int], connections: int, limit: int = 0) -> Load:
        """Replies to these articles, ``limit`` a second at most; 0 is no limit."""
        file = self._directory / "articles"
        file.write_text("\n".join(map(str, ids)))
        return Load(
            server.url("/comments/post/"),
            connections=connections,
            script="replies.lua",
            arguments=[str(file), str(next(_NUMBERS)), str(limit), "2"],
        )

    def note(self, result: Result, connections: int) -> Result:
        """The result with nothing but what was accepted. Raises ``Unexpected``."""
        self._answered += result.statuses.get(303, 0)
        self._under_way += connections
        others = {status: n for status, n in result.statuses.items() if status != 303}
        if others:
            raise Unexpected(f"Replies were answered otherwise: {others}")
        return result.only(303)

    def compare(self, rows: int) -> None:
        """Every 303 has its row. When wrk stops, each connection may have a reply under way."""
        if not self._answered <= rows <= self._answered + self._under_way:
            raise Unexpected(f"{self._answered} replies were accepted, and {rows} rows are there.")


@contextmanager
def _bare_writer(bench: Bench, site: Site) -> Iterator[Server]:
    """The ceiling for writes, on the same disk as the site."""
    settings = {"BENCH_DATABASE": str(site.directory / "bare.sqlite3")}
    with serve(bench.log("bare-write"), settings, "bench.bare_write:application") as server:
        yield server


def _row(
    bench: Bench, what: str, server: Server, bare: Server, taken: Taken, ids: Sequence[int]
) -> Row:
    connections = 32

    def candidate(seconds: int) -> Result:
        return taken.note(load.run(taken.load(server, ids, connections), seconds), connections)

    def ceiling(seconds: int) -> Result:
        return load.run(taken.load(bare, ids, connections), seconds).only(303)

    found = take_turns(candidate, ceiling, bench.effort.for_slow_answers())
    return Row(
        f"{what}, accepted and durable",
        found.ratio,
        f"bare INSERT {found.ceiling.rate:,.0f}/s",
        found.candidate.rate,
        found.candidate.p50,
        found.candidate.p99,
        goals=[at_least(_GOAL, " a second", found.candidate.rate)],
    )


def _beside_readers(
    bench: Bench, server: Server, shown: tuple[str, int], taken: Taken, ids: Sequence[int]
) -> Iterator[Row]:
    """Readers of a cached page alone, and while replies come in at the rate to reach."""
    page, size = shown
    reading = Load(server.url(page), BR, connections=_READERS)
    alone, beside, replies = [], [], []
    effort = bench.effort.for_slow_answers()
    for _ in range(effort.rounds):
        alone.append(load.run(reading, effort.seconds))
        writing = load.start(taken.load(server, ids, _WRITERS, _GOAL), effort.seconds)
        beside.append(load.run(reading, effort.seconds))
        replies.append(taken.note(load.finish(writing), _WRITERS))
    ratio = median(two.rate / one.rate for one, two in zip(alone, beside, strict=True))
    readers, writers = Middle.of(beside), Middle.of(replies)
    yield Row(
        f"{_READERS} readers while replies come in",
        ratio,
        f"alone {Middle.of(alone).rate:,.0f}/s",
        readers.rate,
        readers.p50,
        readers.p99,
        size,
        [at_least(0.7, "", ratio)],
        f"{writers.rate:,.0f} replies a second accepted meanwhile ({_GOAL} were sent at most), "
        f"p50 {writers.p50:.1f} ms, p99 {writers.p99:.1f} ms",
    )
