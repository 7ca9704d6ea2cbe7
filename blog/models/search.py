"""What articles are found by in admin, and by whose title their comments are found."""

from collections.abc import Iterator
from html import unescape
from typing import Any

from django.db import models
from django.utils.html import strip_tags

from ..search.folding import words
from ..search.index import SearchEntry
from ..search.query import Phrase, Query, mark, understood
from .author import Author
from .status import Status

#: The columns of an article that its entry is made of.
FOUND_BY = frozenset(
    {"title", "slug", "standfirst", "byline", "body", "status", "language", "category"}
    | {"category_id"}
)

#: Begins every word of a title once more: no word has this sign.
_TITLE = "="


class ArticleEntry(SearchEntry):
    """An article's title, slug, standfirst, byline and body; its authors and where it stands."""

    article = models.OneToOneField(
        "blog.Article", models.CASCADE, primary_key=True, related_name="+"
    )

    @classmethod
    def rows(cls) -> models.QuerySet[Any]:
        return super().rows().prefetch_related("authors")

    @classmethod
    def tokens_of(cls, row: Any) -> list[str]:
        """One statement, for the authors; none when prefetched."""
        title = words(row.title)
        return [
            *title,
            *(f"_author:{author.pk}" for author in row.authors.all()),
            *words(row.slug),
            *(_TITLE + word for word in title),
            *words(row.standfirst),
            f"_status:{row.status}",
            *words(row.byline),
            f"_language:{row.language}",
            f"_category:{row.category_id}",
            *words(unescape(strip_tags(row.body.replace("<", " <")))),
        ]

    @classmethod
    def titled(cls, phrase: Phrase, at_most: int) -> list[int]:
        """The ids of the newest articles that have this in their title."""
        return cls.newest(Query(((_in_title(phrase),),)), at_most)

    @classmethod
    def published_with(cls, typed: str, at_most: int) -> list[int]:
        """The ids of the newest published articles that have all this in their title."""
        query = Query(tuple((_in_title(phrase),) for (phrase,) in understood(typed).terms))
        if query:
            query = query.and_marked(f"status:{Status.PUBLISHED}")
        return cls.newest(query, at_most)


def _in_title(phrase: Phrase) -> Phrase:
    return Phrase(tuple(_TITLE + token for token in phrase.tokens), phrase.open_ended)


def articles_found(
    typed: str, at_most: int, *, status: str = "", language: str = "", category: str = ""
) -> tuple[list[int], Query]:
    """The ids of the newest articles that match, and what was asked.

    A word is looked for in the title, slug, standfirst, byline and body, and in the names
    of the authors. Articles are of this status, language and primary category (an id); ""
    is any.
    """
    names = [(pk, words(name)) for pk, name in Author.objects.values_list("pk", "name")]

    def besides(_typed: str, phrase: Phrase) -> Iterator[Phrase]:
        for pk, name in names:
            if _says(name, phrase):
                yield mark(f"author:{pk}")

    query = understood(typed, besides)
    if query:
        marks = {"status": status, "language": language, "category": category}
        query = query.and_marked(*(f"{name}:{value}" for name, value in marks.items() if value))
    return ArticleEntry.newest(query, at_most), query


def _says(name: list[str], phrase: Phrase) -> bool:
    """Whether the tokens of the phrase stand side by side in the words of a name."""
    *whole, last = phrase.tokens
    for start in range(len(name) - len(whole)):
        *before, end = name[start : start + len(phrase.tokens)]
        if before == whole and (end == last or (phrase.open_ended and end.startswith(last))):
            return True
    return False


def follow(
    action: str, instance: Any, reverse: bool, pk_set: set[int] | None, **_kwargs: Any
) -> None:
    """Keep the entries of articles whose authors changed.

    Receives ``m2m_changed``; see ``BlogConfig.ready``. An author who let go of all articles
    at once is still found with them, until they are saved or indexed anew.
    """
    if action.startswith("post_"):
        articles = pk_set if reverse else {instance.pk}
        ArticleEntry.keep(*ArticleEntry.rows().filter(pk__in=articles or ()))
