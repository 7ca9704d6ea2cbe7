"""Where comments stand: pages of threads, the flat order, who may be answered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count

from blog.models import Article

from .models import Comment, Tally


@dataclass(frozen=True)
class Removed:
    """Holds the place of a comment that was removed and still has answers."""

    pk: int
    depth: int
    is_removed = True

    @property
    def anchor(self) -> str:
        return f"comment-{self.pk}"


@dataclass(frozen=True)
class CommentPage:
    """One page of an article's comments: whole threads, oldest first.

    ``rows`` is flat, in reading order; ``depth`` on each says how far to indent.
    """

    article: Article
    number: int
    pages: int
    total: int
    rows: list[Comment | Removed]

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def comment_page(article: Article, number: int) -> CommentPage:
    """Return a page of the article's public comments, in two queries however deep.

    A number beyond the last page gives the last page, one below 1 the first.
    """
    per_page = settings.COMMENTS_THREADS_PER_PAGE
    tally = Tally.of(article.pk)
    pages = max(1, -(-tally.threads // per_page))
    number = min(max(number, 1), pages)
    approved = Comment.objects.on(article).approved()
    threads = (
        approved.order_by("thread_id")
        .values("thread_id")
        .distinct()[(number - 1) * per_page : number * per_page]
    )
    shown = approved.filter(thread_id__in=threads).in_thread_order()
    return CommentPage(article, number, pages, tally.comments, list(_with_places_held(shown)))


def _with_places_held(comments: Iterable[Comment]) -> Iterator[Comment | Removed]:
    """The comments in their order, with a ``Removed`` before answers to what is not there.

    Each comment learns in ``answers`` the name of whom it answers, if that is shown.
    """
    names: dict[str, str] = {}
    for comment in comments:
        *above, _own = ids = comment.path.split("/")
        for depth in range(1, len(ids)):
            place = "/".join(above[:depth])
            if place not in names:
                names[place] = ""
                yield Removed(int(above[depth - 1]), depth)
        names[comment.path] = comment.name
        comment.answers = names["/".join(above)] if above else ""  # type: ignore[attr-defined]
        yield comment


def page_address(comment: Comment) -> str:
    """The address of a public comment: article, page of comments, anchor."""
    approved = Comment.objects.on(comment.article).approved()
    before = approved.filter(thread__lt=comment.thread_id).aggregate(
        threads=Count("thread", distinct=True)
    )["threads"]
    number = before // settings.COMMENTS_THREADS_PER_PAGE + 1
    query = f"?cpage={number}" if number > 1 else ""
    return f"{comment.article.get_absolute_url()}{query}#{comment.anchor}"


def can_be_answered(comment: Comment | Removed) -> bool:
    """Whether another reply still fits below (WordPress's "threaded comments N levels deep")."""
    return isinstance(comment, Comment) and comment.depth < settings.COMMENTS_MAX_DEPTH
