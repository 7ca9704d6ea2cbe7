"""The load generator: wrk, told what to ask, and what it found."""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

MISSING = "make bench needs wrk. On Debian and Ubuntu: sudo apt-get install wrk"

_LUA = Path(__file__).parent / "lua"


class WrkFailed(RuntimeError):
    """wrk could not be started, or got no answer at all."""


@dataclass(frozen=True)
class Load:
    """What to ask: an address, and how many connections ask it at once.

    ``script`` is a file of ``lua/``, and ``arguments`` is what it is given.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    connections: int = 32
    threads: int = 2
    script: str = "report.lua"
    arguments: Sequence[str] = ()

    def command(self, seconds: int) -> list[str]:
        headers = [
            part for name, text in self.headers.items() for part in ("-H", f"{name}: {text}")
        ]
        threads = min(self.threads, self.connections)
        return [
            "wrk",
            f"-t{threads}",
            f"-c{self.connections}",
            f"-d{seconds}s",
            "--timeout=20s",
            "--latency",
            f"-s{_LUA / self.script}",
            *headers,
            self.url,
            *(["--", *self.arguments] if self.arguments else []),
        ]


@dataclass(frozen=True)
class Result:
    """What came back in one run; times in milliseconds.

    ``received`` counts every byte, heads of the answers included. ``statuses`` is filled
    in only by scripts that look at every answer. ``faults`` are answers from 400 on,
    broken connections and requests without an answer.
    """

    requests: int
    seconds: float
    received: int
    p50: float
    p99: float
    longest: float
    faults: int
    statuses: Mapping[int, int]

    def only(self, status: int) -> "Result":
        """The same, as if no other answers had come."""
        return replace(self, requests=self.statuses.get(status, 0))

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


def is_there() -> bool:
    return shutil.which("wrk") is not None


def version() -> str:
    """wrk's own name for itself, such as ``debian/4.1.0-3``."""
    # Asked for its version, wrk says it, and ends with status 1.
    said = subprocess.run(["wrk", "-v"], capture_output=True, text=True, check=False).stdout
    return said.split()[1] if len(said.split()) > 1 else "unknown"


def start(load: Load, seconds: int) -> subprocess.Popen[str]:
    """Begin in the background; ``finish`` waits for the end."""
    return subprocess.Popen(
        load.command(seconds), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finish(process: subprocess.Popen[str]) -> Result:
    """Wait for what ``start`` began. Raises ``WrkFailed``."""
    printed, complaint = process.communicate()
    if process.returncode:
        raise WrkFailed(complaint.strip() or printed.strip())
    return parse(printed)


def run(load: Load, seconds: int) -> Result:
    """Ask for so many whole seconds, as wrk counts them. Raises ``WrkFailed``."""
    return finish(start(load, seconds))


def parse(printed: str) -> Result:
    """Read what wrk and ``lua/report.lua`` printed. Raises ``WrkFailed``."""
    lines = [line for line in printed.splitlines() if line.startswith("{")]
    if not lines:
        raise WrkFailed(f"wrk said nothing that can be read: {printed.strip()}")
    said = json.loads(lines[-1])
    if not said["requests"]:
        raise WrkFailed("wrk got no answer.")
    return Result(
        requests=said["requests"],
        seconds=said["duration"] / 1e6,
        received=said["bytes"],
        p50=said["p50"] / 1000,
        p99=said["p99"] / 1000,
        longest=said["longest"] / 1000,
        faults=said["refused"] + said["broken"] + said["timeouts"],
        statuses={int(status): count for status, count in said["statuses"].items()},
    )
