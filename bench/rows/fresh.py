"""An article rendered afresh for everybody: the page cache off, all comments on one page."""

from collections.abc import Iterator
from functools import partial

from ..answers import Unexpected
from ..compare import Compared
from ..inside import inside
from ..run import Bench, expect
from ..table import Goal, Row, at_least
from .against_bare import against_bare

#: Comments on the page, and requests a second to reach.
_GOALS = {"0": 500, "100": 400, "1000": 120}
_SETTINGS = {"PAGE_CACHE_MB": "0", "COMMENTS_THREADS_PER_PAGE": "1000"}


def rows(bench: Bench) -> Iterator[Row]:
    site = bench.news()
    with inside(site) as process:
        articles = process.ask("articles")
    with bench.site_server(site, "fresh", _SETTINGS) as server:
        answers = {articles[size]: expect(server, articles[size], {}) for size in _GOALS}
        with bench.bare_server(answers) as bare:
            for size, figure in _GOALS.items():
                path = articles[size]
                shown = answers[path].body.count(b'id="comment-')
                if shown != int(size):
                    raise Unexpected(f"{path} shows {shown} comments, not {size}.")
                yield against_bare(
                    bench,
                    f"article rendered afresh, {int(size):,} comments",
                    (server, bare),
                    path,
                    {},
                    answers[path],
                    partial(_goals, figure),
                    bench.effort.for_slow_answers(),
                )


def _goals(figure: int, found: Compared) -> list[Goal]:
    return [at_least(figure, " a second", found.candidate.rate)]
