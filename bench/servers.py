"""Starting and stopping the server: the command of the Procfile, with any application."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from . import ROOT
from .answers import ask

SITE = "config.wsgi:application"

_PREFIXES = ("GRANIAN_", "COMMENTS_", "WEB_", "BENCH_", "PAGE_CACHE_")
_SETTINGS = {"SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "DATABASE_URL", "EMAIL_URL", "DATA_DIR"}
_SETTINGS |= {"TIME_ZONE", "LANGUAGE_CODE", "TRUSTED_PROXIES", "SITE_URL", "SITE_NAME"}
_SETTINGS |= {"PORT", "HOST", "DJANGO_SETTINGS_MODULE"}
_SECONDS_TO_START = 60
_SECONDS_TO_STOP = 20


class NotServing(RuntimeError):
    """A server did not come up; the end of its log says why."""


@dataclass(frozen=True)
class Server:
    """A server that answers. ``pid`` is its first process, the parent of its workers."""

    port: int
    pid: int
    log: Path

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def workers(self) -> list[int]:
        """The ids of the processes that serve, oldest first (Linux's /proc)."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        # Beside its workers the server keeps Python's tracker of shared resources.
        return [
            int(child)
            for child in children
            if b"resource_tracker" not in Path(f"/proc/{child}/cmdline").read_bytes()
        ]


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Ours, without the settings of whoever starts the bench, and with these."""
    kept = {
        name: text
        for name, text in os.environ.items()
        if name not in _SETTINGS and not name.startswith(_PREFIXES)
    }
    kept["PATH"] = f"{Path(sys.executable).parent}:{kept.get('PATH', '')}"
    return kept | dict(extra or {})


def command(application: str = SITE) -> str:
    """The line of the Procfile that serves the site, or another application like it."""
    lines = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
    return lines["web"].replace(SITE, application)


def free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serve(
    log: Path, extra: Mapping[str, str] | None = None, application: str = SITE
) -> Iterator[Server]:
    """A server with these settings, for as long as the block lasts.

    Raises ``NotServing`` when it does not answer in time. Its log is kept.
    """
    port = free_port()
    address = {"PORT": str(port), "SITE_URL": f"http://127.0.0.1:{port}"}
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as written:
        process = subprocess.Popen(
            ["/bin/sh", "-c", command(application)],
            cwd=ROOT,
            env=environment(address | dict(extra or {})),
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(port, process.pid, log)
    try:
        _wait_for(server, process)
        yield server
    finally:
        _stop(process)


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError):
            if ask(server.url("/healthz"), timeout=2).status == 200:
                return
        time.sleep(0.05)
    said = server.log.read_text(errors="replace")[-2000:]
    raise NotServing(f"The server did not start; {server.log} ends with:\n{said}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to stop; one that doesn't is ended with everything it started."""
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        process.wait(_SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
