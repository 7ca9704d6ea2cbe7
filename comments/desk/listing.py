"""Which comments a page of the desk shows, and how many each tab has."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
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

#: Up to so many comments of so many articles are gathered and sorted; of more of them there
#: are enough in any stretch of the whole list to be found by reading it in its order.
_FEW, _FEW_ARTICLES = 20_000, 2_000

#: What a list is sorted by; "written" is when the comment was.
_SORTED = {
    "oldest": ("written", "pk"),
    "newest": ("-written", "-pk"),
    "risk": ("-risk", "written", "pk"),
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
        return _page(asked, _listed(asked))


def counts(asked: Asked) -> dict[str, int]:
    """How many comments each tab has: exact, of the articles that are asked for."""
    sums = _tallies(asked, _with_nested(asked.category)).aggregate(
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


def _tallies(asked: Asked, categories: list[int]) -> QuerySet[Tally]:
    """Those of the articles that are asked for; ``categories`` has the one with all in it."""
    tallies = Tally.objects.order_by()
    if asked.article:
        tallies = tallies.filter(article=asked.article)
    if asked.language:
        tallies = tallies.filter(language=asked.language)
    if asked.category:
        tallies = tallies.filter(article__category__in=categories)
    return tallies


def _with_nested(category_id: int) -> list[int]:
    """The ids of the category and of those in it, in one query: categories are few."""
    if not category_id:
        return []
    every = Category.objects.order_by().values_list("pk", "language", "path")
    found = {pk: f"{language}/{path}/" for pk, language, path in every}
    place = found.get(category_id)
    return [pk for pk, below in found.items() if place and below.startswith(place)]


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
    categories = _with_nested(asked.category)
    narrowed = _of_articles(asked, categories, _of_tab(asked, _GATHERED).filter(pk__in=ids))
    page = _page(asked, narrowed)
    return Listing(page.ids, page.next_after, query.cut, len(ids) == MOST_FOUND)


#: When a comment was written, as it stands in the indexes; and so that no index has it: the
#: planner would read all comments in their order for the sake of a few.
_WRITTEN = F("created_at")
_GATHERED = Coalesce("created_at", "created_at")


def _listed(asked: Asked) -> QuerySet[Comment]:
    """The comments that are asked for, where nothing is searched for."""
    if not (asked.article or asked.category or asked.language):
        return _of_tab(asked, _WRITTEN)
    categories = _with_nested(asked.category)
    articles = _few_articles(asked, categories)
    if articles is None:
        return _of_articles(asked, categories, _of_tab(asked, _WRITTEN))
    return _of_tab(asked, _GATHERED).filter(article__in=articles)


def _of_tab(asked: Asked, written: Any) -> QuerySet[Comment]:
    """The comments of the tab and the age."""
    comments = Comment.objects.annotate(written=written)
    if asked.tab == "reported":
        comments = comments.filter(reported__gt=0)
    elif asked.status:
        comments = comments.filter(status=asked.status)
    else:
        comments = comments.exclude(status=Status.PURGED)
    if asked.age:
        _label, side, long = AGES[asked.age]
        limit = timezone.now() - long
        name = "written__gte" if side == "younger" else "written__lt"
        comments = comments.filter(**{name: limit})
    return comments


def _of_articles(
    asked: Asked, categories: list[int], comments: QuerySet[Comment]
) -> QuerySet[Comment]:
    if asked.article:
        comments = comments.filter(article=asked.article)
    if asked.language:
        comments = comments.filter(language=asked.language)
    if asked.category:
        comments = comments.filter(article__category__in=categories)
    return comments


def _few_articles(asked: Asked, categories: list[int]) -> list[int] | None:
    """The ids of the articles that have such comments, when these are few, else None."""
    tallies = _tallies(asked, categories)
    column = _COLUMNS.get(asked.tab)
    if column:
        tallies = tallies.filter(**{f"{column}__gt": 0})
    columns = (
        [column]
        if column
        else [_COLUMNS[status] for status in _COLUMNS if status in Status.values]
    )
    rows = list(tallies.values_list("pk", *columns)[: _FEW_ARTICLES + 1])
    if asked.article or (
        len(rows) <= _FEW_ARTICLES and sum(sum(numbers) for _pk, *numbers in rows) <= _FEW
    ):
        return [pk for pk, *_numbers in rows]
    return None


def _page(asked: Asked, comments: QuerySet[Comment]) -> Listing:
    order = asked.ordered
    if asked.after:
        comments = comments.filter(_behind(asked.after, order))
    ids = comments.order_by(*_SORTED[order]).values_list("pk", flat=True)
    return _first_of(list(ids[: PER_PAGE + 1]))


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
    later = Q(written__gt=time) | Q(written=time, pk__gt=pk)
    if order == "newest":
        return Q(written__lte=time) & (Q(written__lt=time) | Q(pk__lt=pk))
    if order == "oldest":
        return Q(written__gte=time) & later
    return Q(risk__lte=risk) & (Q(risk__lt=risk) | later)
