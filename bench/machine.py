"""Which machine the figures are from."""

import os
import platform
import sqlite3
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from . import load


def describe() -> dict[str, str]:
    """What decides how fast anything can be, by name."""
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "processor": f"{_processor()}, {os.cpu_count()} cores, shared with the load generator",
        "memory": f"{_memory():.1f} GiB",
        "system": f"{_system()}, Linux {platform.release()}",
        "Python": platform.python_version(),
        "Django": version("django"),
        "granian": version("granian"),
        "SQLite": sqlite3.sqlite_version,
        "wrk": load.version(),
    }


def _field(file: str, name: str, separator: str) -> str:
    """What such a file says of a name; empty when it is not there."""
    try:
        lines = Path(file).read_text().splitlines()
    except OSError:
        return ""
    pairs = (line.partition(separator) for line in lines)
    return next((text.strip().strip('"') for key, _, text in pairs if key.strip() == name), "")


def _processor() -> str:
    return _field("/proc/cpuinfo", "model name", ":") or platform.machine()


def _memory() -> float:
    """In GiB."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30


def _system() -> str:
    return _field("/etc/os-release", "PRETTY_NAME", "=") or platform.system()
