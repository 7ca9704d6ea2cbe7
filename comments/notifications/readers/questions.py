"""The mail that asks a reader to confirm what was asked for under his address."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.core.mail import EmailMultiAlternatives

from ...models import Discussion, Reader, Subscription
from .mail import question

#: How long the link works where unconfirmed requests are kept for ever.
_DAYS = 3


def days_to_confirm() -> int:
    """How many days the link in that mail works: as long as what it confirms is kept."""
    return Discussion.current().keep_unconfirmed_days or _DAYS


@dataclass(frozen=True)
class Question:
    """One that is to be put to a reader."""

    reader: Reader
    pending: list[Subscription]

    @classmethod
    def next(cls, reader: Reader, now: datetime) -> Self | None:
        """The one that is due, if there is anything left to confirm."""
        if not Reader.objects.to_be_asked(now).filter(pk=reader.pk).exists():
            return None
        pending = Subscription.objects.filter(reader=reader).pending().select_related("article")
        if found := list(pending):
            return cls(reader, found)
        Reader.objects.filter(pk=reader.pk).update(to_ask=False)
        return None

    def mail(self) -> EmailMultiAlternatives:
        return question(self.reader, self.pending, days_to_confirm())

    def done(self, now: datetime) -> dict[str, Any]:
        """What to note of the reader when it was sent."""
        return {"to_ask": False, "asked_at": now}

    def put_back(self) -> None:
        """It did not go: it is still to be put."""

    def give_up(self) -> None:
        """Nobody takes it."""
        Reader.objects.filter(pk=self.reader.pk).update(to_ask=False)
