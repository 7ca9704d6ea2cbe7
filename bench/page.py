"""docs/performance.md: what stands above its marker is written by hand, the rest by a run."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from .table import Row, markdown

MARKER = "<!-- Written by make bench from here on; what you change below is lost. -->"


def body(about: Mapping[str, str], rows: Sequence[Row]) -> str:
    """The machine and the table, as Markdown."""
    machine = "\n".join(f"- {name}: {text}" for name, text in about.items())
    return f"{machine}\n\n{markdown(rows)}"


def write(file: Path, about: Mapping[str, str], rows: Sequence[Row]) -> None:
    """Put the result below the marker of the page, which is made when it is not there."""
    head = file.read_text().partition(MARKER)[0] if file.exists() else "# Performance\n\n"
    file.write_text(f"{head}{MARKER}\n\n## The last run\n\n{body(about, rows)}")
