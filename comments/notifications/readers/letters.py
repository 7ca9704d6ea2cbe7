"""Which letters go into a reader's next mail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.core.mail import EmailMultiAlternatives
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from ...models import PAUSE, Comment, Letter, Reader, Status, Subscription, last_morning
from ..parts import MOST_SHOWN
from .mail import news

#: What a mail tells of a letter, and what is long in it and not told.
_COMMENT = "decision__comment"
_TOLD = ("decision__rejection", f"{_COMMENT}__article", f"{_COMMENT}__parent")
_LONG = (f"{_COMMENT}__source", f"{_COMMENT}__article__body", f"{_COMMENT}__parent__source")


@dataclass(frozen=True)
class Bundle:
    """The letters that go to a reader as one mail: at once those about one article and about
    his own comments on any, once a day all of them.

    ``first`` is the id of the first one, by which the mail is known. ``is_again``: it may have
    gone before, so it stays as it is.
    """

    reader: Reader
    first: int
    letters: list[Letter]
    number: int
    is_again: bool

    @classmethod
    def next(cls, reader: Reader, now: datetime) -> Self | None:
        """The one that is due, of what can still be told; None when there is none.

        The caller has claimed the reader, so nobody else bundles his letters. A mail of which
        it isn't known whether it went comes first, and with the same letters.
        """
        while first := (begun := _begun(reader)) or _begin(reader, now):
            bundled = _undone(reader).filter(mail=first)
            bundled.exclude(pk__in=_still_to_tell(bundled).values("pk")).delete()
            if letters := _shown(bundled):
                return cls(reader, first, letters, bundled.count(), is_again=bool(begun))
        return None

    def mail(self) -> EmailMultiAlternatives:
        return news(self.reader, self.first, self.letters, self.number)

    def done(self, now: datetime) -> dict[str, datetime]:
        """Note that it was sent; returns what to note of the reader."""
        _undone(self.reader).filter(mail=self.first).update(done_at=now)
        return {"told_at": now, "not_before": now + PAUSE}

    def put_back(self) -> None:
        """It did not go: its letters wait like all others, unless they did go before."""
        if not self.is_again:
            _undone(self.reader).filter(mail=self.first).update(mail=None)

    def give_up(self) -> None:
        """Nobody takes it."""
        _undone(self.reader).filter(mail=self.first).delete()


def _undone(reader: Reader) -> QuerySet[Letter]:
    return Letter.objects.filter(reader=reader, done_at=None)


def _begun(reader: Reader) -> int | None:
    begun = _undone(reader).filter(mail__isnull=False)
    return begun.order_by("mail").values_list("mail", flat=True).first()


def _begin(reader: Reader, now: datetime) -> int | None:
    """Take together what is due, under the id of the first one."""
    due = _undone(reader)
    if reader.how == Reader.How.DAILY:
        due = due.filter(made_at__lt=last_morning(now))
    first = due.order_by("pk").values_list("pk", "decision__comment__article").first()
    if first is None:
        return None
    if reader.how != Reader.How.DAILY:
        due = due.filter(Q(decision__comment__article=first[1]) | Q(kind__in=Letter.OWN))
    due.update(mail=first[0])
    return first[0]


def _shown(bundled: QuerySet[Letter]) -> list[Letter]:
    """By article, those that the mail shows: what concerns the reader most where it is too much.

    The site shows him comments and answers, and nowhere why his own was removed.
    """
    rank = {Letter.Kind.REJECTED: 0, Letter.Kind.PUBLISHED: 1, Letter.Kind.ANSWER: 2}
    cases = [When(kind=kind, then=Value(place)) for kind, place in rank.items()]
    most = max(MOST_SHOWN, bundled.filter(kind=Letter.Kind.REJECTED).count())
    ranked = bundled.order_by(Case(*cases, default=Value(len(rank))), "pk")
    letters = ranked.select_related(*_TOLD).defer(*_LONG)[:most]
    return sorted(letters, key=lambda letter: (letter.decision.comment.article_id, letter.pk))


def _still_to_tell(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Those of what everybody sees, or of what is still removed, on an article he follows."""
    follows = Subscription.objects.confirmed().filter(
        reader=OuterRef("reader"), article=OuterRef("decision__comment__article")
    )
    removed = Q(kind=Letter.Kind.REJECTED, decision__comment__status=Status.TRASH)
    public = ~Q(kind=Letter.Kind.REJECTED) & Q(decision__comment__in=Comment.objects.public())
    return letters.filter(removed | public, Exists(follows))
