"""The names under which the newsroom is known, for nobody else to bear."""

import re
import time
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model

from blog.models import Article, Author
from blog.prepared import Prepared

from .lookalikes import skeleton

#: Letters from which on a single word is somebody's name and not everybody's: "Ali" and
#: "Madina" are half the city, "Редакция" is not.
TELLING = 8

_KEPT_SECONDS = 60
_BETWEEN_NAMES = re.compile(r"[,;/|&]|\s(?:and|и|ва|و)\s")


class _Names(NamedTuple):
    """Whose name looks like what; ``short`` are authors' names of one short word."""

    telling: dict[str, str]
    short: dict[str, str]


def names() -> dict[str, str]:
    """Return the names of staff and authors by their skeletons, without single short words.

    Family names may come first or last. Kept in the process for a minute: every reply asks,
    they hardly ever change, and a new colleague whose name is safe a minute later is none the
    worse. So there is nothing to be told by whoever changes a name.
    """
    return _current().telling


def author_with_short_name(looks: str, article: Article) -> str:
    """Return the name, a single short word, of the author of this article that looks like this.

    "" when there is none. One statement where an author of any article is called so.
    """
    if looks not in _current().short:
        return ""
    return next((name for name in _authors_of(article=article.pk) if _looks(name) == looks), "")


def in_byline(looks: str, article: Article) -> str:
    """Return the name that looks like this in what stands over the article, or ""."""
    if not article.byline:
        return ""
    in_it = (article.byline, *_BETWEEN_NAMES.split(article.byline))
    return next((name.strip() for name in in_it if _looks(name) == looks), "")


def forget() -> None:
    """Let the names be read anew: for tests, each of which has another newsroom."""
    _read.cache_clear()


def _current() -> _Names:
    return _read(int(time.monotonic() // _KEPT_SECONDS))


@lru_cache(maxsize=1)
def _read(_period: int) -> _Names:
    authors = list(Author.objects.order_by().values_list("name", flat=True))
    telling = {
        looks: name
        for name in (*_of_staff(), *authors)
        if _is_telling(name)
        for looks in _in_any_order(name)
    }
    return _Names(telling, {_looks(name): name for name in authors if not _is_telling(name)})


def _of_staff() -> Iterator[str]:
    staff: Any = get_user_model()._default_manager.filter(is_staff=True)
    for user in staff.order_by():
        yield user.get_full_name()
        yield user.get_username()


def _is_telling(name: str) -> bool:
    return len(_looks(name)) >= (TELLING if len(name.split()) == 1 else 1)


def _in_any_order(name: str) -> Iterator[str]:
    """What the name looks like as it is, with its last word first, and with its first one last."""
    words = name.split()
    for first in (0, -1, 1):
        yield _looks(" ".join(words[first:] + words[:first]))


@lru_cache(maxsize=10_000)
def _looks(name: str) -> str:
    return skeleton(name)


_authors_of = Prepared(
    lambda article: (
        Author.objects.filter(articles=article).order_by().values_list("name", flat=True)
    )
)
