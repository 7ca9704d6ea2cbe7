"""304: the reader has it already. Against a bare 304 without a body."""

from collections.abc import Iterator

from ..inside import inside
from ..run import BR, Bench, expect
from ..table import Row, at_least
from .against_bare import against_bare


def rows(bench: Bench) -> Iterator[Row]:
    site = bench.news()
    with inside(site) as process:
        pages = process.ask("pages")
    paths = {"article": pages["article with 100 comments"], "feed": pages["feed of articles"]}
    with bench.site_server(site, "unchanged") as server:
        known = {
            path: BR | {"If-None-Match": expect(server, path, BR).header("ETag")}
            for path in paths.values()
        }
        answers = {path: expect(server, path, known[path], 304) for path in known}
        with bench.bare_server(answers) as bare:
            for what, path in paths.items():
                yield against_bare(
                    bench,
                    f"{what} not changed, 304",
                    (server, bare),
                    path,
                    known[path],
                    answers[path],
                    lambda found: [at_least(0.9, "", found.ratio)],
                )
