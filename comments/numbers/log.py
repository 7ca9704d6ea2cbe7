"""The rows of the log in a period, and the days of the site's time zone."""

from bisect import bisect_left
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any

from django.db import models
from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone

from ..models import Decision, Via

_DAY = 24 * 60 * 60


class Log:
    """The rows of the period. Those of a comment that came in in it are all among them."""

    def __init__(self, days: int, now: datetime) -> None:
        zone = timezone.get_default_timezone()
        today = now.astimezone(zone).date()
        self.dates = [today - timedelta(days=ago) for ago in reversed(range(days))]
        start = datetime.combine(self.dates[0], time.min, zone)
        self.rows = Decision.objects.filter(made_at__gte=start, made_at__lte=now).order_by()
        self.day = (Seconds("made_at") + _ahead_of_utc(start, now)) / _DAY
        self.came_in = self.rows.filter(from_status="")
        self.undone = self._undone()
        self.decisions = self.rows.exclude(via=Via.UNDO).exclude(by=None).exclude(from_status="")

    def _undone(self) -> QuerySet[Any]:
        """The ids of decisions that an odd number of undoing rows follows directly."""
        above = Decision.objects.filter(comment=OuterRef("comment"), pk__lt=OuterRef("pk"))
        decision = above.exclude(via=Via.UNDO).order_by("-pk").values("pk")[:1]
        undoing = self.rows.filter(via=Via.UNDO).annotate(decision=Subquery(decision))
        counted = undoing.values("decision").annotate(odd=Count("pk") % 2)
        return counted.filter(odd=1).values("decision")

    def first_decision(self) -> QuerySet[Any]:
        """On the comment of the row around it."""
        standing = self.decisions.exclude(pk__in=self.undone)
        return standing.filter(comment=OuterRef("comment")).order_by("pk")


class Seconds(models.Func):
    """Whole seconds since 1970, as Django's own functions of time tell them more slowly."""

    arity = 1
    output_field = models.BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "CAST(strftime('%%%%s', substr(%(expressions)s, 1, 19)) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "FLOOR(EXTRACT(EPOCH FROM %(expressions)s))::bigint"
        return self.as_sql(compiler, connection, template=template, **more)


def _ahead_of_utc(start: datetime, end: datetime) -> Case:
    """By how many seconds the site's clock was ahead when a row was made."""
    zone = start.tzinfo
    first, last = int(start.timestamp()), int(end.timestamp())
    changes = [
        _change(zone, second, second + _DAY)
        for second in range(first, last + 1, _DAY)
        if _ahead(zone, second) != _ahead(zone, second + _DAY)
    ]
    return Case(
        *(
            When(made_at__gte=datetime.fromtimestamp(at, UTC), then=Value(_ahead(zone, at)))
            for at in reversed(changes)
        ),
        default=Value(_ahead(zone, first)),
        output_field=models.BigIntegerField(),
    )


def _ahead(zone: tzinfo | None, second: int) -> int:
    offset = datetime.fromtimestamp(second, zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def _change(zone: tzinfo | None, before: int, after: int) -> int:
    """The second between these from which the clock is as it is after."""
    seconds = range(before, after + 1)
    then = _ahead(zone, after)
    return seconds[bisect_left(seconds, True, key=lambda second: _ahead(zone, second) == then)]
