"""Pages of a list of articles, each for the same price on a list of any length."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from .models import Article, Month
from .models.placement import PlacementQuerySet
from .models.queryset import ArticleQuerySet

#: What lists are made of: articles themselves, or where they stand.
Listable = ArticleQuerySet | PlacementQuerySet

#: From this place on, passing by what is newer costs more than asking where its month begins.
_FAR = 500

#: One spelling for each page. More digits than these no list has pages.
_NUMBER = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)


@dataclass(frozen=True)
class Page:
    """One page of a list. How many there are is not known: that would mean counting."""

    number: int
    articles: list[Article]
    has_older: bool

    @property
    def newer(self) -> int | None:
        """The number of the page before this one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def older(self) -> int | None:
        """The number of the page after this one."""
        return self.number + 1 if self.has_older else None

    def __iter__(self) -> Iterator[Article]:
        return iter(self.articles)


def page_number(text: str) -> int | None:
    """The number that ``?page=`` says; None for anything but a canonical number from 1 on."""
    return int(text) if _NUMBER.fullmatch(text) else None


def page_of(listed: Listable, language: str, number: int) -> Page:
    """A page of the public articles of the edition, newest first; beyond the end it is empty.

    One article more than is shown is asked for: it tells that there is an older page.
    """
    size = settings.ARTICLES_PER_PAGE
    start = (number - 1) * size
    found = list(newest(listed, language, start, start + size + 1))
    return Page(number, found[:size], has_older=len(found) > size)


def newest(listed: Listable, language: str, start: int, stop: int) -> ArticleQuerySet:
    """The public articles from one place of a list to another, newest first; 0 is the first."""
    public = listed.public().in_edition(language)
    number = stop - start
    if start >= _FAR and isinstance(listed, ArticleQuerySet) and listed.is_whole():
        last, start = Month.passing_by(language, start)
        public = listed.public(last).in_edition(language)  # one bound: SQLite takes any of two
    places = public.newest_first().article_ids()
    return Article.objects.listed(places[start : start + number])
