"""The mail that leads a reader to his own page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from ...models import Reader
from ..parts import host, site_name, written
from .links import OWN


@dataclass(frozen=True)
class Lead:
    """A link that is to be mailed to a reader."""

    reader: Reader
    asked_at: datetime

    @classmethod
    def next(cls, reader: Reader, now: datetime) -> Self | None:
        """The one that is due."""
        since = reader.to_lead_since
        return cls(reader, since) if since else None

    def mail(self) -> EmailMultiAlternatives:
        with translation.override(self.reader.language):
            words = {"site": site_name()}
            token = OWN.token(self.reader.pk)
            context = {
                "subject": gettext("What %(site)s holds about you") % words,
                "site": words["site"],
                "address": settings.SITE_URL + reverse("comments:mine_page", args=[token]),
            }
            at = f"{self.asked_at:%Y%m%d%H%M%S}"
            headers = {"Message-ID": f"<own.{self.reader.pk}.{at}@{host()}>"}
            return written("mine", context, to=self.reader.email, headers=headers)

    def done(self, now: datetime) -> dict[str, Any]:
        """What to note of the reader when it was sent."""
        return {"to_lead_since": None, "led_at": now}

    def put_back(self) -> None:
        """It did not go: it still is to."""

    def give_up(self) -> None:
        """Nobody takes it."""
        Reader.objects.filter(pk=self.reader.pk).update(to_lead_since=None)
