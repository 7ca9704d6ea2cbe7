"""From the cache, compressed, against the same bytes from a bare application."""

from collections.abc import Iterator

from ..compare import Compared
from ..inside import inside
from ..run import BR, Bench, expect
from ..table import Goal, Row, at_least, at_most
from .against_bare import against_bare


def rows(bench: Bench) -> Iterator[Row]:
    site = bench.news()
    with inside(site) as process:
        pages, articles = process.ask("pages"), process.ask("articles")
    paths = {
        "article, 0 comments": articles["0"],
        "article, 100 comments": articles["100"],
        "home": pages["home"],
        "category": pages["category"],
        "feed": pages["feed of articles"],
    }
    with bench.site_server(site, "cached") as server:
        answers = {path: expect(server, path, BR) for path in paths.values()}
        with bench.bare_server(answers) as bare:
            for what, path in paths.items():
                yield against_bare(
                    bench,
                    f"{what}, from the cache",
                    (server, bare),
                    path,
                    BR,
                    answers[path],
                    _goals,
                )


def _goals(found: Compared) -> list[Goal]:
    return [at_least(0.8, "", found.ratio), at_most(15, " ms p99", found.candidate.p99)]
