"""What others wrote, and what the site noted: the address goes out of it."""

from collections import Counter
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db import models
from django_tasks_db.models import DBTaskResult

from blog.search.folding import words
from blog.search.query import Phrase, Query
from pagecache.purging import EVERYTHING, purge

from ..models import (
    Block,
    Comment,
    CommentEntry,
    Decision,
    Edit,
    Erasure,
    Letter,
    Note,
    Reader,
    Reason,
    Report,
    Status,
    Term,
)
from .address import Address
from .columns import LEFT, change, columns, kind_of, quotes, quoting, rows, tables
from .own import forget_places, hide_in_text, locked, tell_readers
from .portion import portion, portions

#: Comments of others in which it was hidden.
QUOTING = "quoting"

#: No page for readers shows a word of these.
_NEVER_PUBLIC = frozenset({DBTaskResult, Decision, Edit, Letter, LogEntry, Note, Reason, Report})

#: Columns of a comment that follow what is typed, or are another's address as a whole.
_FOLLOWS = {"email", "email_folded", "source", "html", "fingerprint"}

_MOST_ENTRIES = 10_000


def erase_reader(address: Address, erasure: Erasure) -> None:
    """Delete what is kept of a reader of this address: what he follows, and mail to him."""
    with portion(erasure) as done:
        for label, number in written_to(address).delete()[1].items():
            done[label.lower()] += number


def written_to(address: Address) -> models.QuerySet[Reader]:
    return Reader.objects.filter(email_folded__in=address.same)


def hide_in_comments(address: Address, erasure: Erasure) -> None:
    """Out of what others wrote; pages, feeds and the search show it without the address."""
    for some in portions(quoting(Comment, address)):
        with portion(erasure) as done:
            others = Comment.objects.exclude(email_folded__in=address.same)
            for comment in locked(others, some):
                done[QUOTING] += _hide(comment, address)


def _hide(comment: Comment, address: Address) -> bool:
    was = {field.attname: getattr(comment, field.attname) for field in columns(Comment)}
    if hide_in_text(comment, address.hidden_in):
        forget_places(comment)
    if address.is_quoted_in(comment.website):
        comment.website = ""  # what is left of it would lead nowhere
    for name in was.keys() - _FOLLOWS:
        setattr(comment, name, address.hidden_in(getattr(comment, name)))
    changed = {name: getattr(comment, name) for name, value in was.items()}
    changed = {name: value for name, value in changed.items() if value != was[name]}
    if not changed:
        return False
    Comment.objects.filter(pk=comment.pk).update(html_version=comment.html_version, **changed)
    if comment.status != Status.PURGED:
        CommentEntry.keep(comment)
    tell_readers(comment)
    return True


def sweep(address: Address, erasure: Erasure) -> None:
    """Out of every other table, also one that nobody thought of here."""
    for model in tables():
        if model._meta.app_label in LEFT or model in (Comment, Erasure, Reader):
            continue
        for some in portions(quoting(model, address)):
            with portion(erasure) as done:
                number = sum(_settle(row, address) for row in _locked(model, some))
                done[kind_of(model)] += number
                if number and model not in _NEVER_PUBLIC:
                    purge(EVERYTHING)


def _locked(model: type[models.Model], ids: list[Any]) -> list[Any]:
    return list(rows(model, ids).order_by("pk").select_for_update(of=("self",), no_key=True))


def _settle(row: Any, address: Address) -> bool:
    if _is_nothing_without(row, address):
        row.delete()
        return True
    is_noted = isinstance(row, (Note, Decision, Report))
    return change(row, address.hidden_in_notes if is_noted else address.hidden_in)


def _is_nothing_without(row: Any, address: Address) -> bool:
    """Whether the address is what the row is about: listed, or of use to work that is queued."""
    if isinstance(row, Block):
        return address.is_quoted_in(row.value)
    if isinstance(row, Term):
        return address.is_quoted_in(row.text)
    if isinstance(row, DBTaskResult) and row.status == "READY":
        return bool(address.hidden_in(row.args_kwargs) != row.args_kwargs)
    return False


def hide_in_index(address: Address, erasure: Erasure) -> None:
    """Let the search's entries say again what their comments say, where they name the address."""
    asked = Query((tuple(Phrase(tuple(words(one))) for one in address.spelled),))
    for some in portions(CommentEntry.newest(asked, _MOST_ENTRIES)):
        with portion(erasure):
            found = locked(Comment.objects.exclude(email_folded__in=address.same), some)
            emptied = [row.pk for row in found if row.status == Status.PURGED]
            CommentEntry.objects.filter(pk__in=emptied).delete()
            CommentEntry.keep(*(row for row in found if row.status != Status.PURGED))


def what_is_left(address: Address) -> dict[str, int]:
    """How many articles and accounts name the address, by kind."""
    left: Counter[str] = Counter()
    for model in tables():
        if model._meta.app_label in LEFT:
            for row in rows(model, quoting(model, address)):
                left[kind_of(model)] += quotes(row, address)
    return {kind: number for kind, number in left.items() if number}
