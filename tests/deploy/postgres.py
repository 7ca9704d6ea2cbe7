"""A database of PostgreSQL under deploy/postgresql.conf, for as long as a test needs it."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from .asking import free_port, missing
from .nginx import DEPLOY


@dataclass(frozen=True)
class Database:
    url: str
    #: The server's log; None where the server is not ours.
    log: Path | None

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(sql.SQL(statement), values).fetchall()


@contextmanager
def database() -> Iterator[Database]:
    """An empty database: in a cluster of our own, or else on the server of DATABASE_URL."""
    programs = _programs()
    if programs is not None:
        with _cluster(programs) as own:
            yield own
    elif os.environ.get("DATABASE_URL", "").startswith("postgres"):
        with _guest_of(os.environ["DATABASE_URL"]) as guest:
            yield guest
    else:
        missing("There is neither PostgreSQL's initdb nor a DATABASE_URL of PostgreSQL.")


def _programs() -> Path | None:
    """The folder of initdb and pg_ctl, which Debian keeps off the PATH; the newest there is."""
    on_the_path = shutil.which("initdb")
    if on_the_path:
        return Path(on_the_path).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda program: int(program.parts[-3]), default=None)
    return newest.parent if newest else None


@contextmanager
def _cluster(programs: Path) -> Iterator[Database]:
    folder = Path(tempfile.mkdtemp(prefix="javob-postgres-"))
    as_owner: list[str] = []
    if os.geteuid() == 0:  # as whom PostgreSQL doesn't run
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_owner = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *arguments: str) -> None:
        command = [*as_owner, str(programs / program), "-D", str(folder / "data"), *arguments]
        done = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL)
        log = folder / "log"
        assert done.returncode == 0, log.read_text() if log.exists() else command

    port = free_port()
    try:
        run("initdb", "--username", "javob", "--auth", "trust", "--no-sync")
        with (folder / "data" / "postgresql.conf").open("a") as main:
            main.write((DEPLOY / "postgresql.conf").read_text())
            main.write(f"listen_addresses = '127.0.0.1'\nport = {port}\n")
            main.write("unix_socket_directories = ''\n")
        run("pg_ctl", "--log", str(folder / "log"), "--wait", "start")
        try:
            yield Database(f"postgres://javob@127.0.0.1:{port}/postgres", folder / "log")
        finally:
            run("pg_ctl", "--mode", "immediate", "--wait", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _guest_of(server: str) -> Iterator[Database]:
    name = f"javob_deploy_{token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield Database(urlsplit(server)._replace(path=f"/{name}").geturl(), None)
        finally:
            dropped = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            connection.execute(dropped)
