"""Whether an article takes replies, until when, and whether all of them are held."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from blog.models import Article, Category, CommentStatus
from blog.prepared import Prepared

from .models import Discussion

_AROUND = ["parent__" * levels for levels in range(Category.MAX_DEPTH)]
_of_categories = Prepared(
    lambda category: (
        Category.objects.filter(pk=category)
        .order_by()
        .values_list(
            *(f"{around}comment_status" for around in _AROUND),
            *(f"{around}comments_close_at" for around in _AROUND),
        )
    )
)


@dataclass(frozen=True)
class Openness:
    """What holds for an article: its own word, else its category's, else the site's."""

    status: str
    closes_at: datetime | None

    @classmethod
    def of(cls, article: Article, site: Discussion) -> "Openness":
        """Two queries at most: none for an article that says everything itself."""
        status, closes_at = article.comment_status, article.comments_close_at
        if not status or closes_at is None:
            for status_there, time_there in _around(article):
                status = status or status_there or ""
                closes_at = closes_at or time_there
        return cls(status or site.default_comment_status, closes_at or _by_age(article, site))

    @property
    def takes_replies(self) -> bool:
        if self.status == CommentStatus.CLOSED:
            return False
        return self.closes_at is None or timezone.now() < self.closes_at

    @property
    def holds_everything(self) -> bool:
        return self.status == CommentStatus.HELD


def _around(article: Article) -> Iterator[tuple[str | None, datetime | None]]:
    """The settings of the article's categories, from its own outwards."""
    (row,) = _of_categories(category=article.category_id)
    levels = len(_AROUND)
    return zip(row[:levels], row[levels:], strict=True)


def _by_age(article: Article, site: Discussion) -> datetime | None:
    """WordPress's "automatically close comments on posts older than N days"."""
    days = site.close_comments_days_old
    if not days or article.published_at is None:
        return None
    return article.published_at + timedelta(days=days)
