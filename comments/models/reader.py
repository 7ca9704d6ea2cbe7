from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blog.models.fields import language_field

from ..mailbox import LONGEST, folded
from .mail_times import PATIENCE


class ReaderQuerySet(models.QuerySet[Any]):
    def free(self, now: datetime) -> Self:
        """Those whom mail may go to now: not too soon, and nobody else is about to send any."""
        died = now - PATIENCE
        return self.filter(
            Q(sending_since=None) | Q(sending_since__lt=died),
            Q(not_before=None) | Q(not_before__lte=now),
        )

    def to_be_asked(self, now: datetime) -> Self:
        """Those whom mail is to ask for a confirmation, which it does once a day at most."""
        long_ago = now - self.model.ASKED_AGAIN_AFTER
        return self.filter(Q(asked_at=None) | Q(asked_at__lte=long_ago), to_ask=True)


class Reader(models.Model):
    """An email address that mail about comments goes to, once its owner has said that it may.

    Readers have no account: all that is known of one is the address, the language and how
    often mail may come.
    """

    class How(models.TextChoices):
        AT_ONCE = "at_once", _("As soon as there is something")
        DAILY = "daily", _("Once a day")

    #: For so long an address is not asked again, whoever types it.
    ASKED_AGAIN_AFTER = timedelta(days=1)

    email = models.EmailField(_("email"), max_length=100)
    email_folded = models.CharField(max_length=LONGEST, unique=True, editable=False)
    language = language_field()
    how = models.CharField(_("how often"), max_length=8, choices=How.choices, default=How.AT_ONCE)
    made_at = models.DateTimeField(auto_now_add=True)
    # When somebody with access to the mailbox pressed the button.
    confirmed_at = models.DateTimeField(null=True, editable=False)
    # Whether mail is to ask to confirm something, and when it last did.
    to_ask = models.BooleanField(default=False, editable=False)
    asked_at = models.DateTimeField(null=True, editable=False)
    # Since when mail is to lead to the reader's own page, and when it last did.
    to_lead_since = models.DateTimeField(null=True, editable=False)
    led_at = models.DateTimeField(null=True, editable=False)
    # When mail last told of something, before when no other may go, since when the mail server
    # has taken none for him, and since when one is being handed over, while it is.
    told_at = models.DateTimeField(null=True, editable=False)
    not_before = models.DateTimeField(null=True, editable=False)
    refused_since = models.DateTimeField(null=True, editable=False)
    sending_since = models.DateTimeField(null=True, editable=False)

    objects = ReaderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader with an address")
        verbose_name_plural = _("readers with an address")
        default_permissions = ()
        indexes = [
            models.Index(fields=["id"], name="reader_to_ask", condition=Q(to_ask=True)),
            models.Index(
                fields=["id"],
                name="reader_to_lead",
                condition=Q(to_lead_since__isnull=False),
            ),
            models.Index(
                fields=["made_at"],
                name="reader_unconfirmed",
                condition=models.Q(confirmed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def locked_for(cls, email: str, language: str) -> Self:
        """The row of the address, made if need be and locked to the transaction's end."""
        key = folded(email)
        locked: Any = cls.objects.select_for_update().filter(email_folded=key)
        if not (found := locked.first()):
            new = cls(email=email, email_folded=key, language=language)
            cls.objects.bulk_create([new], ignore_conflicts=True)
            found = locked.get()
        return found

    @classmethod
    def lapse(cls, reader_id: int) -> None:
        """Let who follows nothing any more be asked anew the next time; the clock forgets his
        address as one that nobody confirmed."""
        row = cls.objects.filter(pk=reader_id, subscriptions=None)
        cls.objects.filter(pk__in=row.values("pk")).update(confirmed_at=None)

    def claim(self, at: datetime) -> bool:
        """Whether it is the caller's turn to hand mail over to him, until ``release``.

        No lock is held meanwhile, since a mail server may take its time; whoever died with a
        mail in his hands is taken to be dead after ``PATIENCE``.
        """
        if not Reader.objects.free(at).filter(pk=self.pk).update(sending_since=at):
            return False
        self.refresh_from_db()
        return True

    def release(self, claimed_at: datetime, **noted: Any) -> None:
        """End the turn that began then, and note what came of it."""
        mine = Reader.objects.filter(pk=self.pk, sending_since=claimed_at)
        mine.update(sending_since=None, **noted)
