"""What comments are found by in the desk."""

import re
from collections.abc import Iterable, Iterator
from ipaddress import IPv6Address, ip_address
from typing import Any

from django.db import models

from blog.models.search import ArticleEntry
from blog.search.folding import words
from blog.search.index import SearchEntry
from blog.search.query import Phrase, Query, mark, understood

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
        return super().rows().prefetch_related("reasons").defer("source")

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
    return [
        *words(comment.text),
        f"_status:{comment.status}",
        *words(comment.name),
        f"_article:{comment.article_id}",
        *words(comment.email),
        *([f"_ip:{_written_out(comment.ip)}"] if comment.ip else []),
        *(f"_rule:{rule}" for rule in sorted(rules)),
    ]


def comments_found(
    typed: str, at_most: int, *, status: str = "", rule: str = ""
) -> tuple[list[int], Query]:
    """The ids of the newest comments that match, and what was asked.

    A word is looked for in the text, the name, the email address and the article's title;
    an IP address or its first parts in the address that the comment came from. Comments are
    of this status, and the rule objected to them; "" is any. With nothing typed these are
    all that is asked.
    """
    query = understood(typed, _besides)
    if query or not typed:
        marks = {"status": status, "rule": rule}
        query = query.and_marked(*(f"{name}:{value}" for name, value in marks.items() if value))
    return CommentEntry.newest(query, at_most), query


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
