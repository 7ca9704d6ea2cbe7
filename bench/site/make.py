"""The whole site, from an empty database with its tables to the planner's statistics."""

from django.utils import timezone

from blog.models import Article, ArticleEntry, Month, Placement
from blog.statistics import refresh_statistics
from comments.models import Comment, CommentEntry, Decision

from . import bulk, progress
from .articles import Times, make_articles
from .catalogue import SHARES, make_catalogue
from .comments import make_comments
from .tallies import make_tallies
from .words import Writer


def make_site(articles: int, comments: int) -> None:
    """Fill the empty database of this process's settings."""
    now = timezone.now()
    writers = {language: Writer(language) for language in SHARES}
    catalogue = make_catalogue(writers)
    times = Times.of(now, articles)
    made = make_articles(articles, comments, times, catalogue, writers)
    planned = make_comments(comments, made, now, writers, catalogue.staff)
    make_tallies(planned, made)
    bulk.reset_sequences(Article, Comment, Decision)
    rebuild()


def rebuild() -> None:
    """What is derived from other rows, and what the planner must know about all of them."""
    progress.say("  lists of articles")
    refresh_statistics()  # without, PostgreSQL plans what follows for empty tables
    Placement.rebuild()
    Comment.objects.mark_threads()
    for entry in (ArticleEntry, CommentEntry):
        rows = (1 for count in entry.index_rows() for _ in range(count))
        with bulk.indexed_afterwards(entry):
            for _row in progress.shown(
                f"search: {entry._meta.db_table}", rows, entry.rows().count()
            ):
                pass
    progress.say("  statistics")
    refresh_statistics()
    Month.count_missing()
