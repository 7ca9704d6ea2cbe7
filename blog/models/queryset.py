from collections.abc import Collection
from datetime import datetime
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from pagecache.purging import EVERYTHING, purge

from ..cache_tags import article_tags, listing_tag
from .placement import DECIDING, Placement
from .search import FOUND_BY, ArticleEntry
from .status import Status

#: From so many on it is cheaper to make all pages anew than to find out which.
_MANY = 50

#: Articles that a title is looked for among: those that wait for their time are few.
_TITLED = 100


def _midnight(year: int, month: int = 1) -> datetime:
    return timezone.make_aware(datetime(year, month, 1))


class ArticleQuerySet(models.QuerySet[Any]):
    def is_whole(self) -> bool:
        """Whether these are all articles, and not some by a property of theirs."""
        return not self.query.where

    def public(self, at: Any = None) -> Self:
        """What everybody may see: published, its time has come (now, or ``at``), not withdrawn."""
        return self.filter(status=Status.PUBLISHED, published_at__lte=at or timezone.now())

    def in_edition(self, language: Any) -> Self:
        return self.filter(language=language)

    def in_year(self, year: int) -> Self:
        """By the site's time zone."""
        return self.filter(published_at__gte=_midnight(year), published_at__lt=_midnight(year + 1))

    def in_month(self, year: int, month: int) -> Self:
        """By the site's time zone."""
        after = _midnight(year + month // 12, month % 12 + 1)
        return self.filter(published_at__gte=_midnight(year, month), published_at__lt=after)

    def titled(self, typed: str) -> Self:
        """The newest published ones with all these words in their title, a few of them."""
        return self.filter(pk__in=ArticleEntry.published_with(typed, _TITLED))

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def oldest_first(self) -> Self:
        return self.order_by("published_at", "pk")

    def article_ids(self) -> models.QuerySet[Any, Any]:
        """The ids alone, in this order: an index answers that without the rows."""
        return self.values("pk")

    def listed(self, article_ids: models.QuerySet) -> Self:
        """The public ones of these, newest first, with all that a list or feed says of each.

        ``article_ids`` is a slice of a list's ids: they are picked first, from an index
        alone, and then only these articles are read.
        """
        return self.public().filter(pk__in=article_ids).newest_first().for_lists()

    def before(self, moment: Any, pk: Any) -> Self:
        """The older ones, newest first: what comes before an article published then.

        Each side is bounded by the moment itself, so that an index leads straight there.
        """
        earlier = Q(published_at__lte=moment) & (Q(published_at__lt=moment) | Q(pk__lt=pk))
        return self.filter(earlier).newest_first()

    def after(self, moment: Any, pk: Any) -> Self:
        """The newer ones, oldest first."""
        later = Q(published_at__gte=moment) & (Q(published_at__gt=moment) | Q(pk__gt=pk))
        return self.filter(later).oldest_first()

    def next_moment(self, language: str, after: datetime) -> datetime | None:
        """When the next scheduled article of the edition becomes public; None when none is.

        ``after`` is a time before which the list was not asked for yet: what has become
        public meanwhile may or may not be on it.
        """
        waiting = self.in_edition(language).filter(status=Status.PUBLISHED, published_at__gt=after)
        return waiting.oldest_first().values_list("published_at", flat=True).first()

    def last_changed(self) -> datetime | None:
        """When anything that is or was public among these last changed or appeared.

        Two questions, for there is an index for each; what is public no more was changed.
        """
        appeared = self.filter(published_at__lte=timezone.now())
        changed = appeared.order_by("-updated_at").values_list("updated_at", flat=True)
        newest = self.public().newest_first().values_list("published_at", flat=True)
        return max((time for time in (changed.first(), newest.first()) if time), default=None)

    def purge(self, ids: Collection[int]) -> None:
        """Throw away the pages that show these articles, or would from now on.

        Besides their own these are all lists of their editions and the pages of the
        articles around them. Of many articles at once, all pages.
        """
        if len(ids) > _MANY:
            purge(EVERYTHING)
            return
        tags = set(article_tags(ids))
        for article in self.filter(pk__in=ids).only("language", "published_at"):
            tags.add(listing_tag(article.language))
            place = article.published_at, article.pk
            if article.published_at:
                public = self.public().in_edition(article.language)
                for beside in (public.before(*place), public.after(*place)):
                    tags.update(article_tags(beside.values_list("pk", flat=True)[:1]))
        if tags:
            purge(*tags)

    def for_lists(self) -> Self:
        """With everything that a list of articles or a feed says about each."""
        return self.select_related("category").prefetch_related("authors")

    @transaction.atomic
    def update(self, **fields: Any) -> int:
        """Refiles what this moves and purges what shows it, as ``Article.save`` does."""
        ids = list(self.values_list("pk", flat=True))
        changed = super().update(**fields)
        if DECIDING & fields.keys():
            Placement.refile(ids)
        if FOUND_BY & fields.keys():
            ArticleEntry.keep(*ArticleEntry.rows().filter(pk__in=ids))
        self.model.objects.purge(ids)
        return changed

    update.alters_data = True  # type: ignore[attr-defined]
