"""What an email address and an IP address are known for: anybody can type the first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from blog.prepared import Prepared

from ..models import Comment, Status

#: Comments of one address that are looked at, the newest ones.
MOST = 100


@dataclass
class Record:
    """Counted up to ``MOST`` comments, which ``has_more`` tells; ``first_seen`` is exact."""

    by_status: Counter[str] = field(default_factory=Counter)
    first_seen: datetime | None = None
    names: Counter[str] = field(default_factory=Counter)
    has_more: bool = False

    @property
    def approved(self) -> int:
        return self.by_status[Status.APPROVED]

    @property
    def removed(self) -> int:
        return self.by_status[Status.SPAM] + self.by_status[Status.TRASH]

    def other_names(self, than: str) -> list[str]:
        """The names that the address was used with besides this one, most used first."""
        return [
            name for name, _n in self.names.most_common() if name.casefold() != than.casefold()
        ]

    def in_words(self) -> str:
        """How many comments bear the email address, which anybody can type, and since when."""
        words = {
            "approved": self.approved,
            "removed": self.removed,
            "most": MOST,
            "since": date_format(timezone.localtime(self.first_seen)) if self.first_seen else "–",
        }
        if self.has_more:
            text = gettext(
                "of the last %(most)d comments %(approved)d approved, %(removed)d removed; "
                "since %(since)s"
            )
        else:
            text = gettext("%(approved)d approved, %(removed)d removed; since %(since)s")
        return text % words


def records(comments: Iterable[Comment]) -> dict[int, Record]:
    """The record of each comment's author, by the comment's id; one query for a page of them.

    Statuses and the first time are those of the email address; names are also those of the
    comments from the same IP address.
    """
    by_email: dict[str, Record] = {}
    by_ip: dict[str, Record] = {}
    comments = list(comments)
    for comment in comments:
        by_email.setdefault(comment.email_folded, Record())
        if comment.ip:
            by_ip.setdefault(comment.ip, Record())
    by_email.pop("", None)
    for kind, address, status, name, written in _rows([*by_email], [*by_ip]):
        if kind == "first":
            by_email[address].first_seen = written
            continue
        record = (by_email if kind == "email" else by_ip)[address]
        record.by_status[status] += 1
        record.names[name] += 1
    return {comment.pk: _together(comment, by_email, by_ip) for comment in comments}


def _together(comment: Comment, by_email: dict[str, Record], by_ip: dict[str, Record]) -> Record:
    found = by_email.get(comment.email_folded, Record())
    near = by_ip.get(comment.ip or "", Record())
    return Record(
        by_status=found.by_status,
        first_seen=found.first_seen,
        names=found.names | near.names,
        has_more=found.by_status.total() >= MOST,
    )


#: Addresses asked for in one statement; SQLite unites up to 500.
_AT_ONCE = 300


@lru_cache
def _comments_of(address: str, order: str, most: int) -> Prepared:
    """The first comments in this order that have this in their column ``address``."""

    def theirs(typed: Any) -> QuerySet[Any, Any]:
        found = Comment.objects.filter(**{address: typed}).order_by(order)
        return found.values_list("status", "name", "created_at")[:most]

    return Prepared(theirs)


def _rows(emails: list[str], ips: list[str]) -> list[tuple[str, str, str, str, datetime]]:
    """The newest comments of each address, and the first of each email address.

    Django can't limit the parts of a union on SQLite, and would work out the SQL of each.
    """
    parts: list[tuple[str, list[Any]]] = []

    def add(kind: str, address: str, comments: Prepared) -> None:
        compiled = comments.compiled(connection)
        sql = f"SELECT '{kind}', %s, part.* FROM ({compiled.sql}) AS part"  # noqa: S608
        parts.append((sql, [address, *compiled.parameters({"typed": address}, connection)]))

    for email in emails:
        add("email", email, _comments_of("email_folded", "-created_at", MOST))
        add("first", email, _comments_of("email_folded", "created_at", 1))
    for ip in ips:
        add("ip", ip, _comments_of("ip", "-created_at", MOST))
    found: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for begin in range(0, len(parts), _AT_ONCE):
            questions, values = zip(*parts[begin : begin + _AT_ONCE], strict=True)
            cursor.execute(" UNION ALL ".join(questions), [*chain(*values)])
            found += cursor.fetchall()
    return [(*row[:4], _time(row[4])) for row in found]


def _time(value: Any) -> datetime:
    """SQLite loses the type of a column in a union."""
    column = Comment._meta.get_field("created_at")
    for convert in connection.ops.get_db_converters(column.cached_col):
        value = convert(value, column, connection)
    return value
