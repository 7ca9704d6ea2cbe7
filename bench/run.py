"""What every row needs: how hard to try, on which sites, and where the logs go."""

import contextlib
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from . import sites
from .answers import Answer, Unexpected, ask, keep
from .compare import Effort
from .servers import Server, serve
from .sites import Site

#: What a reader's browser says that takes a page compressed.
BR = {"Accept-Encoding": "br"}


@dataclass(frozen=True)
class Scale:
    """How large the sites are, in (articles, comments), and how much is done on them."""

    news: tuple[int, int] = (2_000, 20_000)
    small: tuple[int, int] = (1_000, 1_000)
    big: tuple[int, int] = (100_000, 1_000_000)
    renders: int = 60
    approvals: int = 1_000
    mixed: int = 400_000


#: For a look at whether everything works: its figures mean nothing.
QUICK = Scale((60, 3_000), (60, 1_000), (60, 3_000), renders=5, approvals=20, mixed=4_000)


@dataclass
class Bench:
    effort: Effort = field(default_factory=Effort)
    scale: Scale = field(default_factory=Scale)
    #: A server whose role may create databases; empty: PostgreSQL is left out.
    postgres_url: str = ""

    def news(self, server_url: str = "") -> Site:
        """The site of a city's newspaper, on which most rows are measured."""
        return sites.make(*self.scale.news, server_url)

    def small(self, server_url: str = "") -> Site:
        return sites.make(*self.scale.small, server_url)

    def big(self, server_url: str = "") -> Site:
        return sites.make(*self.scale.big, server_url)

    def databases(self) -> dict[str, str]:
        """The servers to measure on, by name; that of SQLite is the empty one."""
        return {"SQLite": ""} | ({"PostgreSQL": self.postgres_url} if self.postgres_url else {})

    def log(self, name: str) -> Path:
        return sites.folder() / "log" / f"{name}.log"

    @contextlib.contextmanager
    def site_server(
        self, site: Site, name: str, extra: Mapping[str, str] | None = None
    ) -> Iterator[Server]:
        with serve(self.log(name), site.environment | dict(extra or {})) as server:
            yield server

    @contextlib.contextmanager
    def bare_server(self, answers: Mapping[str, Answer]) -> Iterator[Server]:
        """The same server with nothing behind it but these answers, by path."""
        with TemporaryDirectory() as kept:
            keep(answers, Path(kept))
            settings = {"BENCH_ANSWERS": kept}
            with serve(self.log("bare"), settings, "bench.bare:application") as server:
                yield server

    def say(self, words: str) -> None:
        """Tell whoever waits what is going on."""
        print(words, file=sys.stderr, flush=True)


def expect(server: Server, path: str, headers: Mapping[str, str], status: int = 200) -> Answer:
    """What the server says once all its workers have been asked. Raises ``Unexpected``."""
    for _ in range(8):
        answer = ask(server.url(path), headers)
    if answer.status != status:
        raise Unexpected(f"{path} answers {answer.status}, not {status}; see {server.log}")
    return answer
