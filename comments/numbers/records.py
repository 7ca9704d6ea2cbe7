"""What the figures of a period are, and what follows from them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from math import ceil

from blog.models import Article


@dataclass(frozen=True)
class Outcomes:
    approved: int = 0
    held: int = 0
    spam: int = 0
    trash: int = 0

    @property
    def total(self) -> int:
        return self.approved + self.held + self.spam + self.trash

    @classmethod
    def sum(cls, several: Iterable["Outcomes"]) -> "Outcomes":
        several = list(several)
        return cls(*(sum(getattr(each, field.name) for each in several) for field in fields(cls)))


@dataclass(frozen=True)
class Day:
    """``came_in`` by what the rules said, ``decided`` by the statuses that people gave."""

    date: date
    came_in: Outcomes
    decided: Outcomes


@dataclass(frozen=True)
class RuleRecord:
    """Of the comments that came in: to how many the rule objected, maybe with others.

    ``decided`` of them have a decision; ``approved`` are those whose first decision was to
    approve, against the rule.
    """

    rule: str
    objected: int
    decided: int
    approved: int

    @property
    def disagreed(self) -> int | None:
        """In percent of those decided; None when there are none."""
        return percent(self.approved, self.decided) if self.decided else None


@dataclass(frozen=True)
class TimeToDecision:
    """Of the comments that came in held: from then to the first decision, in whole seconds.

    Percentiles are by nearest rank: the least time within which so many percent of those
    that are decided were decided. ``waiting`` have no decision and are held.
    """

    held: int
    decided: int
    waiting: int
    median: timedelta | None
    percentile_95: timedelta | None


@dataclass(frozen=True)
class OldestHeld:
    """Of all that are held now, whenever they came in; the age is since it was written."""

    pk: int
    age: timedelta


@dataclass(frozen=True)
class ArticleRecord:
    """Comments on an article that came in; ``removed`` of them are spam or trash now."""

    article: Article
    came_in: Outcomes
    removed: int


@dataclass(frozen=True)
class ModeratorRecord:
    """All decisions somebody took in the period; ``undone`` of them were undone."""

    name: str
    decisions: int
    undone: int


@dataclass(frozen=True)
class Numbers:
    days: tuple[Day, ...]
    rules: tuple[RuleRecord, ...]
    time_to_decision: TimeToDecision
    oldest_held: OldestHeld | None
    articles: tuple[ArticleRecord, ...]
    moderators: tuple[ModeratorRecord, ...]

    @property
    def came_in(self) -> Outcomes:
        return Outcomes.sum(day.came_in for day in self.days)

    @property
    def decided(self) -> Outcomes:
        return Outcomes.sum(day.decided for day in self.days)


def percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def nearest_rank(values: Sequence[int], of_hundred: int) -> int:
    """The least of the sorted values that so many percent of them don't exceed."""
    return values[ceil(len(values) * of_hundred / 100) - 1]
