"""The table: one row for each thing that was measured, and what it should have been."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Goal:
    """A figure to reach, in words, and whether it is."""

    words: str
    reached: bool


@dataclass(frozen=True)
class Row:
    """One thing that was measured.

    ``ratio`` is what was measured against ``of``, both from this run. ``rate`` is a
    second, ``p50`` and ``p99`` are milliseconds, ``size`` is the bytes of an answer's
    body as it travels. ``remark`` says what the columns can't.
    """

    what: str
    ratio: float | None
    of: str
    rate: float | None = None
    p50: float | None = None
    p99: float | None = None
    size: int | None = None
    goals: Sequence[Goal] = ()
    remark: str = ""

    @property
    def reached(self) -> bool:
        return all(goal.reached for goal in self.goals)

    def in_short(self) -> str:
        """What to tell whoever waits for the table."""
        figures = {"ratio": self.ratio, "a second": self.rate, "ms p50": self.p50}
        return ", ".join(f"{_figure(n)} {word}" for word, n in figures.items() if n is not None)

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"reached": self.reached if self.goals else None}


_HEAD = ["", "ratio", "to", "a second", "p50 ms", "p99 ms", "bytes", "to reach", "reached"]
_NUMBERS = {1, 3, 4, 5, 6}


def at_least(figure: float, words: str, measured: float) -> Goal:
    return Goal(f"≥ {figure:g}{words}", measured >= figure)


def at_most(figure: float, words: str, measured: float) -> Goal:
    return Goal(f"≤ {figure:g}{words}", measured <= figure)


def markdown(rows: Iterable[Row]) -> str:
    """The table and the remarks below it, for a terminal and for a page alike."""
    rows = list(rows)
    lines = [_HEAD, *map(_cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEAD))]
    rules = [
        "-" * (width - 1) + ":" if column in _NUMBERS else "-" * width
        for column, width in enumerate(widths)
    ]
    table = [_line(lines[0], widths), _line(rules, widths)]
    table += [_line(line, widths) for line in lines[1:]]
    remarks = [f"- {row.what}: {row.remark}" for row in rows if row.remark]
    return "\n".join(table + (["", *remarks] if remarks else [])) + "\n"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell.rjust(width) if column in _NUMBERS else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"| {' | '.join(padded)} |"


def _cells(row: Row) -> list[str]:
    return [
        row.what,
        _figure(row.ratio),
        row.of,
        _figure(row.rate),
        _figure(row.p50),
        _figure(row.p99),
        "" if row.size is None else f"{row.size:,}",
        "; ".join(goal.words for goal in row.goals),
        ("yes" if row.reached else "NO") if row.goals else "",
    ]


def _figure(number: float | None) -> str:
    """Three digits say all that can be repeated: 0.83, 12.4, 45,100."""
    if number is None:
        return ""
    if number >= 1000:
        return f"{round(number, -2 if number >= 10_000 else -1):,.0f}"
    digits = 0 if number >= 100 else 1 if number >= 10 else 2
    return f"{number:.{digits}f}"
