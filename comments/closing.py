"""Until when an article takes replies."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from blog.models import Article


def takes_replies(article: Article) -> bool:
    """Whether a reply may be left now.

    Closed by the editor, or by the clock: WordPress's "automatically close comments on
    posts older than N days", off by default.
    """
    days = settings.COMMENTS_CLOSE_AFTER_DAYS
    if not article.comments_open:
        return False
    if not days or article.published_at is None:
        return True
    return timezone.now() < article.published_at + timedelta(days=days)
