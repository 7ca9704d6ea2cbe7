"""Where a comment stands: the orders of threads, their pages, and the addresses of these."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from blog.prepared import Prepared

from .models import Comment, Discussion


class Order(TextChoices):
    """In which order the threads of an article stand; the first one is the usual one."""

    OLDEST = "oldest", _("Oldest first")
    NEWEST = "newest", _("Newest first")
    DISCUSSED = "discussed", _("Most discussed first")

    @classmethod
    def asked(cls, name: str) -> "Order":
        """The order of this name; the usual one for any other word."""
        return cls(name) if name in cls.values else cls.OLDEST


class Place(NamedTuple):
    """A page of an article's comments, as its address says it (WordPress's ``cpage``)."""

    number: int = 1
    order: Order = Order.OLDEST

    @property
    def query(self) -> str:
        """What the address of the page ends with; nothing on the first page as usual."""
        asked = {"cpage": self.number} if self.number > 1 else {}
        return urlencode(asked | ({} if self.order == Order.OLDEST else {"corder": self.order}))


FIRST_PAGES = tuple(Place(order=order) for order in Order)


def page_address(comment: Comment, order: Order = Order.OLDEST) -> str:
    """The address of a public comment: article, page of comments in this order, anchor."""
    per_page = Discussion.current().comments_per_page
    number = _threads_before(comment, order) // per_page + 1
    query = Place(number, order).query
    address = comment.article.get_absolute_url()
    return f"{address}{query and f'?{query}'}#{comment.anchor}"


def _threads_before(comment: Comment, order: Order) -> int:
    if order == Order.OLDEST:
        found = _older(article=comment.article_id, thread=comment.thread_id)
    elif order == Order.NEWEST:
        found = _newer(article=comment.article_id, thread=comment.thread_id)
    else:
        top = Comment.objects.only("thread_size").get(pk=comment.thread_id or comment.pk)
        found = _more_discussed(
            article=comment.article_id, thread=top.pk, size=top.thread_size or 0
        )
    return sum(found)


def _counted(threads: QuerySet) -> QuerySet:
    """Their number; nothing at all when there are none."""
    counted = threads.order_by().values("article").annotate(number=Count("*"))
    return counted.values_list("number", flat=True)


def _heading(article: Any) -> QuerySet:
    return Comment.objects.on(article).heading_threads()


_older = Prepared(lambda article, thread: _counted(_heading(article).filter(pk__lt=thread)))
_newer = Prepared(lambda article, thread: _counted(_heading(article).filter(pk__gt=thread)))
_more_discussed = Prepared(
    lambda article, thread, size: _counted(
        _heading(article).filter(Q(thread_size__gt=size) | Q(thread_size=size, pk__lt=thread))
    )
)
