"""Until when an article takes replies."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from blog.models import Article


def takes_replies(article: Article) -> bool:
    """Whether a reply may be left now: neither closed by the editor nor by the clock."""
    if not article.comments_open:
        return False
    end = closes_at(article)
    return end is None or timezone.now() < end


def closes_at(article: Article) -> datetime | None:
    """When the clock closes the comments; None when it never does.

    WordPress's "automatically close comments on posts older than N days", off by default.
    """
    days = settings.COMMENTS_CLOSE_AFTER_DAYS
    if not days or article.published_at is None:
        return None
    return article.published_at + timedelta(days=days)
