"""The comments of a page: whole threads in the flat order, and who may be answered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import BinaryField, CharField, Func, QuerySet, TextChoices
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from blog.models import Article, Author
from blog.prepared import Prepared

from .models import Comment, Discussion, Tally
from .places import FIRST_PAGES, Order, Place


class Badge(TextChoices):
    """What is said beside a name."""

    NEWSROOM = "newsroom", _("Newsroom")
    AUTHOR = "author", _("Author")


class Edited(TextChoices):
    """Who changed a comment after it was written."""

    NEWSROOM = "newsroom", _("edited by the newsroom")
    AUTHOR = "author", _("edited")


class Row(NamedTuple):
    """A comment as its page shows it; ``answers`` names whom it answers, if that is shown.

    What most pages only pass on is left as the database has it: ``created_at`` is in ISO
    8601, in UTC where it names no zone, and ``html`` is UTF-8.
    """

    pk: int
    parent_id: int | None
    name: str
    website: str
    created_at: str
    html: bytes
    depth: int
    answers: str
    badge: str
    edited: str


class Removed(NamedTuple):
    """Holds the place of a comment that was removed and still has answers."""

    pk: int
    depth: int


@dataclass(frozen=True)
class CommentPage:
    """One page of an article's comments: whole threads.

    ``rows`` is flat, in reading order; ``depth`` on each says how far to indent. ``picks``
    are the editors', newest first, on the first page in the usual order.
    """

    article: Article
    place: Place
    pages: int
    tally: Tally
    rows: list[Row | Removed]
    picks: list[Comment]

    @property
    def previous(self) -> Place | None:
        number, order = self.place
        return Place(number - 1, order) if number > 1 else None

    @property
    def next(self) -> Place | None:
        number, order = self.place
        return Place(number + 1, order) if number < self.pages else None

    @property
    def orders(self) -> tuple[Place, ...]:
        """The first page in each order; none where there is but one thread."""
        return FIRST_PAGES if self.tally.threads > 1 else ()


def comment_page(article: Article, asked: Place, site: Discussion) -> CommentPage:
    """Return a page of the article's public comments, in a few queries however deep.

    A number beyond the last page gives the last page, one below 1 the first.
    """
    per_page = site.comments_per_page
    tally = Tally.of(article.pk)
    pages = max(1, -(-tally.threads // per_page))
    place = Place(min(max(asked.number, 1), pages), asked.order)
    comments = _on_page(place, per_page)(article=article.pk) if tally.comments else []
    rows = _with_places_held(comments, article)
    picks = _picked(article=article.pk) if tally.comments and place == Place() else []
    return CommentPage(article, place, pages, tally, list(rows), picks)


@lru_cache
def _on_page(place: Place, per_page: int) -> Prepared:
    """The query for a page: whole threads, in the order in which they are read."""

    def approved(article: Any) -> QuerySet:
        on_it = Comment.objects.on(article)
        of_threads, of_comments = _ORDERS[place.order]
        threads = on_it.heading_threads().order_by(*of_threads)
        threads = threads[(place.number - 1) * per_page : place.number * per_page]
        shown = on_it.approved().filter(thread_id__in=threads.values("pk"))
        return shown.order_by(*of_comments, "path").values_list(*_COLUMNS)

    return Prepared(approved)


#: By what threads stand in their order, seen from their tops and from any comment in them.
_ORDERS = {
    Order.OLDEST: (("pk",), ("thread_id",)),
    Order.NEWEST: (("-pk",), ("-thread_id",)),
    Order.DISCUSSED: (("-thread_size", "pk"), ("-thread__thread_size", "thread_id")),
}

#: How many of the editors' picks stand on top.
_MOST_PICKS = 5

#: With nothing but what a page shows of them.
_picked = Prepared(
    lambda article: (
        Comment.objects.on(article).approved().picked().only("name", "html")[:_MOST_PICKS]
    )
)
_author_ids = Prepared(
    lambda article: (
        Author.objects.filter(articles=article, user__isnull=False)
        .order_by()
        .values_list("user_id", flat=True)
    )
)


class _Utf8(Func):
    """A text that Python need not decode, where the database gives it away like that."""

    arity = 1
    output_field = BinaryField()

    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "CAST(%(expressions)s AS BLOB)"
        return self.as_sql(compiler, connection, template=template, **context)


#: What a page needs of each comment. Times as text: nothing is then left to convert.
_COLUMNS = (
    *("path", "pk", "parent_id", "name", "website"),
    Cast("created_at", CharField()),
    _Utf8("html"),
    "user_id",
    Cast("edited_at", CharField()),
    Cast("revised_at", CharField()),
)


#: Of the newsroom, by whether it is an author of the article.
_BADGES = {False: Badge.NEWSROOM, True: Badge.AUTHOR}


def _with_places_held(comments: Iterable[tuple], article: Article) -> Iterator[Row | Removed]:
    """The comments in their order, with a ``Removed`` before answers to what is not there."""
    names: dict[int, str] = {}
    authors: set[int] | None = None
    for path, pk, parent_id, name, website, created_at, html, user, edited, revised in comments:
        depth, answers = 1, ""
        if parent_id is not None:
            depth += path.count("/")
            if parent_id not in names:
                for level, above in enumerate(map(int, path.split("/")[:-1]), 1):
                    if above not in names:
                        names[above] = ""
                        yield Removed(above, level)
            answers = names[parent_id]
        names[pk] = name
        if user is not None and authors is None:
            authors = set(_author_ids(article=article.pk))
        utf8 = html if isinstance(html, bytes) else html.encode()
        yield Row(
            pk,
            parent_id,
            name,
            website,
            created_at,
            utf8,
            depth,
            answers,
            "" if authors is None or user is None else _BADGES[user in authors],
            Edited.NEWSROOM if edited else Edited.AUTHOR if revised else "",
        )


def can_be_answered(comment: Comment | Row, site: Discussion) -> bool:
    """Whether another reply still fits below (WordPress's "threaded comments N levels deep")."""
    return comment.depth < site.thread_comments_depth
