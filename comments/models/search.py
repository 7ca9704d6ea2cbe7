"""What comments are found by in the desk."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Any

from django.db import connection, models

from blog.models.search import ArticleEntry
from blog.search.folding import words
from blog.search.index import SearchEntry
from blog.search.query import Phrase, Query, mark, understood

from ..likeness import marks
from ..networks import first_parts
from .status import Status

#: Articles a word of whose title stands for their comments, the newest ones.
_MOST_ARTICLES = 20

_FIRST_OCTETS = re.compile(r"(?:\d{1,3}\.){1,3}(?:\d{1,3})?", re.ASCII)
_FIRST_GROUPS = re.compile(
    r"(?:[0-9a-f]{1,4}:){1,7}(?:[0-9a-f]{1,4}|:)?", re.ASCII | re.IGNORECASE
)


class CommentEntry(SearchEntry):
    """A comment's text as readers see it, name and email; its status, article, IP, rules."""

    comment = models.OneToOneField(
        "comments.Comment", models.CASCADE, primary_key=True, related_name="+"
    )

    @classmethod
    def rows(cls) -> models.QuerySet[Any]:
        there = super().rows().exclude(status=Status.PURGED)
        return there.prefetch_related("reasons").defer("source")

    @classmethod
    def tokens_of(cls, row: Any) -> list[str]:
        """One statement, for the rules that objected to the comment; none when prefetched."""
        return _tokens(row, {reason.rule for reason in row.reasons.all()})

    @classmethod
    def take_in(cls, comment: Any, rules: Iterable[str]) -> None:
        """The same as ``keep`` for a new comment, whose reasons aren't stored yet."""
        cls.write([(comment.pk, _tokens(comment, rules))])


def _tokens(comment: Any, rules: Iterable[str]) -> list[str]:
    """The marks stand between the fields, so that no phrase reaches from one to the next."""
    text, likeness = words_and_marks(comment.text)
    return [
        *text,
        f"_status:{comment.status}",
        *words(comment.name),
        f"_article:{comment.article_id}",
        *words(comment.email),
        *_place(comment),
        *(f"_rule:{rule}" for rule in sorted(rules)),
        *(f"_{like}" for like in likeness),
    ]


def _place(comment: Any) -> Iterator[str]:
    """Where it came from: its address, or the beginning that it shares with its network."""
    if comment.ip:
        yield f"_ip:{_written_out(comment.ip)}"
    elif comment.network:
        yield f"_ip:{first_parts(comment.network)}"


@lru_cache(maxsize=4)
def words_and_marks(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The folded words of a comment's text, and the marks of likeness it is found by.

    Asked as a reply is judged and again as it is stored, a moment later; made once.
    """
    folded = words(text)
    return tuple(folded), marks(folded)


def comments_like(likeness: Iterable[str], at_most: int = 20) -> list[int]:
    """The ids of the newest comments that bear any of these marks of likeness; one statement."""
    alike = tuple(map(mark, likeness))
    query = Query((alike,) if alike else ())
    if not query or connection.vendor != "postgresql":
        return CommentEntry.newest(query, at_most)
    # The marks are rare, so all that bear one are gathered and sorted. Asked for the order of
    # the ids as they are, PostgreSQL might read the table from its end until it has enough.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT comment_id FROM comments_commententry WHERE tokens @@ %s::tsquery "
            "ORDER BY comment_id + 0 DESC LIMIT %s",
            [query.for_postgresql(), at_most],
        )
        return [pk for (pk,) in cursor]


def comments_found(
    typed: str,
    at_most: int,
    *,
    status: str = "",
    rule: str = "",
    oldest_first: bool = False,
    beyond: int | None = None,
) -> tuple[list[int], Query]:
    """The ids of the newest or oldest comments that match, and what was asked.

    A word is looked for in the text, the name, the email address and the article's title;
    an IP address or its first parts in the address that the comment came from. Comments are
    of this status, and the rule objected to them; "" is any. With nothing typed these are
    all that is asked. ``beyond`` is the id behind which the answer begins.
    """
    query = understood(typed, _besides)
    if query or not typed:
        marks = {"status": status, "rule": rule}
        query = query.and_marked(*(f"{name}:{value}" for name, value in marks.items() if value))
    if oldest_first:
        return CommentEntry.oldest(query, at_most, above=beyond), query
    return CommentEntry.newest(query, at_most, below=beyond), query


def _besides(typed: str, phrase: Phrase) -> Iterator[Phrase]:
    yield from _ip_marks(typed)
    for pk in ArticleEntry.titled(phrase, _MOST_ARTICLES):
        yield mark(f"article:{pk}")


def _ip_marks(typed: str) -> Iterator[Phrase]:
    """The mark of a whole address, or the beginning of the marks of a network."""
    try:
        yield mark(f"ip:{_written_out(typed.strip('[]'))}")
    except ValueError:
        if _FIRST_OCTETS.fullmatch(typed):
            yield mark(f"ip:{typed.rstrip('.')}.", open_ended=True)
        elif _FIRST_GROUPS.fullmatch(typed):
            groups = (f"{group:0>4}:" for group in typed.lower().rstrip(":").split(":"))
            yield mark("ip:" + "".join(groups), open_ended=True)


def _written_out(ip: str) -> str:
    """IPv6 with all its groups, so that a network is a beginning; IPv4 as it is."""
    address = ip_address(ip)
    return address.exploded if isinstance(address, IPv6Address) else str(address)
