"""Which comments a page of the desk shows, and how many each tab has."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from blog.models import Category

from ..models import Comment, Status, Tally
from ..models.search import comments_found
from .asked import AGES, TABS, Asked

#: Comments on a page.
PER_PAGE = 25

#: How many matches of a search are looked through when it is narrowed by what the index of
#: words doesn't know.
MOST_FOUND = 1_000

#: Up to so many comments of some articles are gathered and sorted; of more of them there are
#: enough in any stretch of the whole list to be found by reading it in its order.
_FEW = 2_000

_SORTED = {
    "oldest": ("created_at", "pk"),
    "newest": ("-created_at", "-pk"),
    "risk": ("-risk", "created_at", "pk"),
}


@dataclass(frozen=True)
class Listing:
    """A page: the ids in their order, and where the next one begins, 0 at the end."""

    ids: list[int]
    next_after: int
    #: More words were typed than are looked for.
    words_left_out: bool = False
    #: More comments have the words than were looked through for the other filters.
    matches_left_out: bool = False

    @classmethod
    def of(cls, asked: Asked) -> "Listing":
        if asked.q or asked.rule:
            return _found(asked)
        return _page(asked, _narrowed(asked))


def counts(asked: Asked) -> dict[str, int]:
    """How many comments each tab has: exact, of the articles that are asked for."""
    sums = _tallies(asked).aggregate(
        **{tab: Sum(column) for tab, column in _COLUMNS.items()},
    )
    found = {tab: number or 0 for tab, number in sums.items()}
    found["all"] = sum(found[tab] for tab in _COLUMNS if tab in Status.values)
    return {tab: found[tab] for tab in TABS}


_COLUMNS = {
    "held": "held",
    "reported": "reported",
    "spam": "spam",
    "trash": "trash",
    "approved": "comments",
}


def _tallies(asked: Asked) -> QuerySet[Tally]:
    tallies = Tally.objects.order_by()
    if asked.article:
        tallies = tallies.filter(article=asked.article)
    if asked.language:
        tallies = tallies.filter(language=asked.language)
    if asked.category:
        tallies = tallies.filter(article__category__in=_with_nested(asked.category))
    return tallies


def _with_nested(category_id: int) -> QuerySet[Category]:
    category = Category.objects.filter(pk=category_id).first()
    return Category.objects.below_or(category) if category else Category.objects.none()


def _found(asked: Asked) -> Listing:
    """What the index of words finds; it gives ids, whose order is that of their coming."""
    oldest_first = asked.ordered == "oldest"
    by_id = asked.ordered != "risk" and not (
        asked.tab == "reported" or asked.article or asked.category or asked.language or asked.age
    )
    ids, query = comments_found(
        asked.q,
        PER_PAGE + 1 if by_id else MOST_FOUND,
        status=asked.status,
        rule=asked.rule,
        oldest_first=oldest_first,
        beyond=asked.after if by_id and asked.after else None,
    )
    if by_id:
        return _first_of(ids, query.cut)
    page = _page(asked, _narrowed(asked).filter(pk__in=ids))
    return Listing(page.ids, page.next_after, query.cut, len(ids) == MOST_FOUND)


def _narrowed(asked: Asked) -> QuerySet[Comment]:
    comments = Comment.objects.all()
    if asked.tab == "reported":
        comments = comments.filter(reported__gt=0)
    elif asked.status:
        comments = comments.filter(status=asked.status)
    else:
        comments = comments.exclude(status=Status.PURGED)
    if asked.age:
        _label, side, long = AGES[asked.age]
        limit = timezone.now() - long
        comments = comments.filter(
            **{"created_at__gte" if side == "younger" else "created_at__lt": limit}
        )
    if asked.article:
        comments = comments.filter(article=asked.article)
    if asked.language:
        comments = comments.filter(language=asked.language)
    if asked.category:
        comments = comments.filter(article__category__in=_with_nested(asked.category))
    return comments


def _page(asked: Asked, comments: QuerySet[Comment]) -> Listing:
    order = asked.ordered
    if (asked.category or asked.language) and not (asked.q or asked.rule):
        few = _few(asked, comments)
        if few is not None:
            return _cut(few, asked.after, order)
    if asked.after:
        comments = comments.filter(_behind(asked.after, order))
    ids = list(comments.order_by(*_SORTED[order]).values_list("pk", flat=True)[: PER_PAGE + 1])
    return _first_of(ids)


def _first_of(ids: list[int], words_left_out: bool = False) -> Listing:
    """A page of these, of which one more than fits was asked for."""
    there_is_more = len(ids) > PER_PAGE
    return Listing(ids[:PER_PAGE], ids[PER_PAGE - 1] if there_is_more else 0, words_left_out)


def _behind(pk: int, order: str) -> Q:
    """What comes after that comment in this order; everything when it is not there."""
    last = Comment.objects.filter(pk=pk).values_list("created_at", "risk").first()
    if last is None:
        return Q()
    time, risk = last[0], last[1] or 0
    later = Q(created_at__gt=time) | Q(created_at=time, pk__gt=pk)
    if order == "newest":
        return Q(created_at__lte=time) & (Q(created_at__lt=time) | Q(pk__lt=pk))
    if order == "oldest":
        return Q(created_at__gte=time) & later
    return Q(risk__lte=risk) & (Q(risk__lt=risk) | later)


#: The id, when it was written, its risk.
_Row = tuple[int, datetime, int | None]


def _few(asked: Asked, comments: QuerySet[Comment]) -> list[_Row] | None:
    """All of them, in no order, when the articles have few such comments, else None.

    Reading the whole list in its order would pass by all the others.
    """
    column = _COLUMNS.get(asked.tab)
    tallies = _tallies(asked)
    if column:
        articles = dict(tallies.filter(**{f"{column}__gt": 0}).values_list("pk", column)[:_FEW])
    else:
        sums = tallies.values_list("pk", "comments", "held", "spam", "trash")[:_FEW]
        articles = {pk: sum(numbers) for pk, *numbers in sums}
    if len(articles) == _FEW or sum(articles.values()) > _FEW:
        return None
    of_them = comments.filter(article__in=list(articles)).order_by()
    return list(of_them.values_list("pk", "created_at", "risk"))


_SORT_KEYS: dict[str, Callable[[_Row], Any]] = {
    "oldest": lambda row: (row[1], row[0]),
    "newest": lambda row: (-row[1].timestamp(), -row[0]),
    "risk": lambda row: (-(row[2] or 0), row[1], row[0]),
}


def _cut(rows: list[_Row], after: int, order: str) -> Listing:
    key = _SORT_KEYS[order]
    if after:
        last = Comment.objects.filter(pk=after).values_list("pk", "created_at", "risk").first()
        rows = [row for row in rows if last is None or key(row) > key(last)]
    rows.sort(key=key)
    ids = [pk for pk, *_rest in rows[: PER_PAGE + 1]]
    return _first_of(ids)
