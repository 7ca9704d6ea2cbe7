from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from .status import Status

#: A lock of PostgreSQL's that stands for this table; the number means nothing.
_LOCK = 7_206_311


class Month(models.Model):
    """How many articles of an edition are published, or scheduled, for a month of UTC.

    The far pages of an edition begin at a month, instead of passing by all that is newer. A
    row is right or it is not there: whoever changes an article takes the rows away that this
    may concern (``forget``), in the same transaction, and until the worker counts them anew
    (``count_missing``) they are counted for whoever asks.
    """

    language = models.CharField(max_length=12)
    begins = models.DateTimeField()
    articles = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["language", "begins"], name="month_is_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.begins:%Y-%m}, {self.language}: {self.articles}"

    @classmethod
    def forget(cls, published: Iterable[tuple[str, datetime | None]]) -> None:
        """Take away the months of these, each the language and time of an article."""
        months = {(language, _month(moment)) for language, moment in published if moment}
        if months:
            _lock("pg_advisory_xact_lock_shared")
        for language, begins in sorted(months):
            cls.objects.filter(language=language, begins=begins).delete()

    @classmethod
    def forget_all(cls) -> None:
        _lock("pg_advisory_xact_lock_shared")
        cls.objects.all().delete()

    @classmethod
    def count_missing(cls) -> None:
        """Count the months that are over and have no row, each in a short transaction."""
        over = _published().filter(published_at__lt=_month(timezone.now()))
        editions = over.order_by("language").values_list("language", flat=True).distinct()
        for language in editions:
            there = set(cls.objects.filter(language=language).values_list("begins", flat=True))
            times = over.filter(language=language).order_by("published_at")
            begins = _month(times.values_list("published_at", flat=True)[0])
            while begins < _month(timezone.now()):
                if begins not in there:
                    cls._count(language, begins)
                begins = _next(begins)

    @classmethod
    @transaction.atomic
    def _count(cls, language: str, begins: datetime) -> None:
        """Nobody else is between a change and its commit meanwhile, or its row would stay."""
        _lock("pg_advisory_xact_lock")
        number = _number(language, begins, _next(begins))
        cls.objects.get_or_create(language=language, begins=begins, defaults={"articles": number})

    @classmethod
    def passing_by(cls, language: str, number: int) -> tuple[datetime, int]:
        """Where the list of the edition's public articles goes on after the newest ``number``.

        Returns a time, and how many of those published by then are still to be passed by.
        """
        now = timezone.now()
        known = cls.objects.filter(language=language, begins__lt=_month(now)).order_by("-begins")
        until, left = now + timedelta.resolution, number
        for begins, articles in known.values_list("begins", "articles"):
            # What is not counted: this month, and those that were changed lately.
            between = 0
            if _next(begins) < until:
                between = _number(language, _next(begins), until)
            if left < between:
                break
            left, until = left - between, _next(begins)
            if left < articles:
                break
            left, until = left - articles, begins
        return until - timedelta.resolution, left


def forget_deleted(instance: Any, **_kwargs: Any) -> None:
    """Receives ``pre_delete`` of an article, inside its transaction."""
    Month.forget([(instance.language, instance.published_at)])


def _published() -> Any:
    articles: Any = apps.get_model("blog", "Article")
    return articles.objects.filter(status=Status.PUBLISHED)


def _number(language: str, begins: datetime, until: datetime) -> int:
    """Articles published between the two, the second one left out."""
    between = _published().filter(published_at__gte=begins, published_at__lt=until)
    return between.filter(language=language).count()


def _month(moment: datetime) -> datetime:
    """When the month of a time begins."""
    return moment.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _next(begins: datetime) -> datetime:
    return datetime(begins.year + begins.month // 12, begins.month % 12 + 1, 1, tzinfo=UTC)


def _lock(how: Any) -> None:
    """On PostgreSQL, to the end of the transaction; on SQLite one writer is alone anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {how}(%s)", [_LOCK])
