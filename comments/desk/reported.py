"""Open reports as a card tells them: each of the newsroom's, and readers' by what they say."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..models import Report


@dataclass
class FromReaders:
    """What readers in so many networks report a comment for, and what they wrote beside it."""

    cause: str
    places: int = 0
    notes: list[str] = field(default_factory=list)


def from_readers(reports: Iterable[Report]) -> list[FromReaders]:
    """Readers' reports by their cause, what most of them say first."""
    found: dict[str, FromReaders] = {}
    for report in reports:
        if report.by_id is None:
            told = found.setdefault(report.cause, FromReaders(report.get_cause_display()))
            told.places += 1
            if report.note:
                told.notes.append(report.note)
    return sorted(found.values(), key=lambda told: -told.places)
