"""Where comments stand: pages of threads, the flat order, who may be answered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import BinaryField, CharField, Count, Func, QuerySet
from django.db.models.functions import Cast

from blog.models import Article
from blog.prepared import Prepared

from .models import Comment, Discussion, Tally


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
    is_staff: bool
    is_edited: bool


class Removed(NamedTuple):
    """Holds the place of a comment that was removed and still has answers."""

    pk: int
    depth: int


@dataclass(frozen=True)
class CommentPage:
    """One page of an article's comments: whole threads, oldest first.

    ``rows`` is flat, in reading order; ``depth`` on each says how far to indent.
    """

    article: Article
    number: int
    pages: int
    total: int
    rows: list[Row | Removed]

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def comment_page(article: Article, number: int, site: Discussion) -> CommentPage:
    """Return a page of the article's public comments, in two queries however deep.

    A number beyond the last page gives the last page, one below 1 the first.
    """
    per_page = site.comments_per_page
    tally = Tally.of(article.pk)
    pages = max(1, -(-tally.threads // per_page))
    number = min(max(number, 1), pages)
    rows = _with_places_held(_on_page(number, per_page)(article=article.pk))
    return CommentPage(article, number, pages, tally.comments, list(rows))


@lru_cache
def _on_page(number: int, per_page: int) -> Prepared:
    """The query for a page: whole threads, in the order in which they are read."""

    def approved(article: Any) -> QuerySet:
        on_it = Comment.objects.on(article)
        threads = on_it.heading_threads()[(number - 1) * per_page : number * per_page]
        shown = on_it.approved().filter(thread_id__in=threads.values("pk"))
        return shown.in_thread_order().values_list(*_COLUMNS)

    return Prepared(approved)


class _Utf8(Func):
    """A text that Python need not decode, where the database gives it away like that."""

    arity = 1
    output_field = BinaryField()

    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "CAST(%(expressions)s AS BLOB)"
        return self.as_sql(compiler, connection, template=template, **context)


#: What a page needs of each comment.
_COLUMNS = (
    *("path", "pk", "parent_id", "name", "website"),
    Cast("created_at", CharField()),
    _Utf8("html"),
    "user_id",
    "edited_at",
)


def _with_places_held(comments: Iterable[tuple]) -> Iterator[Row | Removed]:
    """The comments in their order, with a ``Removed`` before answers to what is not there."""
    names: dict[str, str] = {}
    for path, pk, parent_id, name, website, created_at, html, user, edited_at in comments:
        depth = path.count("/") + 1
        above = path.rpartition("/")[0]
        if above and above not in names:
            ids = above.split("/")
            for level in range(1, depth):
                place = "/".join(ids[:level])
                if place not in names:
                    names[place] = ""
                    yield Removed(int(ids[level - 1]), level)
        answers = names[above] if above else ""
        names[path] = name
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
            user is not None,
            edited_at is not None,
        )


def page_address(comment: Comment) -> str:
    """The address of a public comment: article, page of comments, anchor."""
    per_page = Discussion.current().comments_per_page
    before = _threads_before(article=comment.article_id, thread=comment.thread_id)
    number = sum(before) // per_page + 1
    query = f"?cpage={number}" if number > 1 else ""
    return f"{comment.article.get_absolute_url()}{query}#{comment.anchor}"


def _number_before(article: Any, thread: Any) -> QuerySet:
    """Their number; nothing at all when there are none."""
    before = Comment.objects.on(article).heading_threads().filter(pk__lt=thread)
    counted = before.order_by().values("article").annotate(number=Count("*"))
    return counted.values_list("number", flat=True)


_threads_before = Prepared(_number_before)


def can_be_answered(comment: Comment | Row, site: Discussion) -> bool:
    """Whether another reply still fits below (WordPress's "threaded comments N levels deep")."""
    return comment.depth < site.thread_comments_depth
