"""Sites to measure on: made once, used again, copied where a row writes."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from . import ROOT
from .servers import environment


@dataclass(frozen=True)
class Site:
    """A site that is there. Without ``database_url`` its SQLite file is in ``directory``."""

    directory: Path
    database_url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """The settings that make a process serve this site."""
        place = {"DATA_DIR": str(self.directory)}
        return place | ({"DATABASE_URL": self.database_url} if self.database_url else {})


def folder() -> Path:
    """Where sites and logs are kept: ``bench/`` in ``DATA_DIR``."""
    return Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve() / "bench"


def name_of(articles: int, comments: int, database_url: str) -> str:
    """The folder of a site of this size in ``folder()``."""
    return f"{'postgresql' if database_url else 'sqlite'}-{articles}-{comments}"


@cache
def make(articles: int, comments: int, server_url: str = "") -> Site:
    """The site of this size, on SQLite or on the PostgreSQL server: made, or found as it was.

    Asked for again in the same run, it is the same one. Progress is shown on standard
    error. Raises ``CalledProcessError`` when it can't be made.
    """
    url = _database(server_url, f"javob_bench_{articles}_{comments}") if server_url else ""
    site = Site(folder() / name_of(articles, comments, url), url)
    size = ["--articles", str(articles), "--comments", str(comments)]
    subprocess.run(
        [sys.executable, "-m", "bench.site", *size],
        cwd=ROOT,
        env=environment(site.environment),
        check=True,
    )
    return site


@contextlib.contextmanager
def copy_of(site: Site) -> Iterator[Site]:
    """A copy to write to, gone after the block. Nothing may be using the site meanwhile."""
    scratch = Path(tempfile.mkdtemp(prefix="copy-", dir=folder()))
    copied = scratch / "site"
    try:
        shutil.copytree(site.directory, copied)
        if not site.database_url:
            yield Site(copied)
            return
        url = _named(site.database_url, f"javob_bench_{os.getpid()}")
        template = _name_in(site.database_url)
        _ask_server(url, "CREATE DATABASE {} TEMPLATE {}", _name_in(url), template)
        try:
            yield Site(copied, url)
        finally:
            _ask_server(url, "DROP DATABASE {} WITH (FORCE)", _name_in(url))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _database(server_url: str, name: str) -> str:
    """The address of a database of this name, which is made when it is not there."""
    url = _named(server_url, name)
    with contextlib.suppress(psycopg.errors.DuplicateDatabase):
        _ask_server(url, "CREATE DATABASE {}", name)
    return url


def _named(url: str, name: str) -> str:
    """The same server, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _name_in(url: str) -> str:
    return urlsplit(url).path.lstrip("/")


def _ask_server(url: str, statement: str, *names: str) -> None:
    with psycopg.connect(_named(url, "postgres"), autocommit=True) as line:
        line.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
