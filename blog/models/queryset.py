from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Max, OuterRef, Q, Subquery
from django.utils import timezone

from .author import Author
from .category import Category
from .status import Status
from .tag import Tag


def _midnight(year: int, month: int = 1) -> datetime:
    return timezone.make_aware(datetime(year, month, 1))


class ArticleQuerySet(models.QuerySet[Any]):
    def public(self) -> Self:
        """What everybody may see: published, its time has come, not withdrawn."""
        return self.filter(status=Status.PUBLISHED, published_at__lte=timezone.now())

    def in_edition(self, language: str) -> Self:
        return self.filter(language=language)

    def in_category(self, category: Category) -> Self:
        """Filed under the category or one nested in it, as primary or further category."""
        sections = Category.objects.below_or(category).values("pk")
        further = self.model.further_categories.through.objects.filter(category__in=sections)
        return self.filter(Q(category__in=sections) | Q(pk__in=further.values("article")))

    def tagged(self, tag: Tag) -> Self:
        return self.filter(tags=tag)

    def by(self, author: Author) -> Self:
        return self.filter(authors=author)

    def in_year(self, year: int) -> Self:
        """By the site's time zone."""
        return self.filter(published_at__gte=_midnight(year), published_at__lt=_midnight(year + 1))

    def in_month(self, year: int, month: int) -> Self:
        """By the site's time zone."""
        after = _midnight(year + month // 12, month % 12 + 1)
        return self.filter(published_at__gte=_midnight(year, month), published_at__lt=after)

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def oldest_first(self) -> Self:
        return self.order_by("published_at", "pk")

    def with_neighbours(self) -> Self:
        """Adds ``previous_id`` and ``next_id``: the public articles around each in its edition."""
        around = self.model.objects.public().filter(language=OuterRef("language"))
        moment, pk = OuterRef("published_at"), OuterRef("pk")
        # Each is bounded by the moment itself, so that an index leads straight there.
        earlier = Q(published_at__lte=moment) & (Q(published_at__lt=moment) | Q(pk__lt=pk))
        later = Q(published_at__gte=moment) & (Q(published_at__gt=moment) | Q(pk__gt=pk))
        return self.annotate(
            previous_id=Subquery(around.filter(earlier).newest_first().values("pk")[:1]),
            next_id=Subquery(around.filter(later).oldest_first().values("pk")[:1]),
        )

    def last_changed(self) -> datetime | None:
        """When anything that is or was public among these last changed or appeared."""
        appeared = self.filter(published_at__lte=timezone.now())
        times = appeared.aggregate(changed=Max("updated_at"), appeared=Max("published_at"))
        return max((time for time in times.values() if time), default=None)

    def for_lists(self) -> Self:
        """With everything that a list of articles or a feed says about each."""
        return self.select_related("category").prefetch_related("authors")
