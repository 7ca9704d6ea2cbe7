from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .discussion import Discussion
from .mail_times import PATIENCE, PAUSE, last_morning


class MailPreference(models.Model):
    """Whether a moderator gets mail when comments wait, and what he has been told of."""

    class How(models.TextChoices):
        NEVER = "never", _("No mail")
        AT_ONCE = "at_once", _("As soon as something waits")
        HOURLY = "hourly", _("At most once an hour")
        DAILY = "daily", _("Once a day")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    how = models.CharField(
        _("mail when comments wait"), max_length=8, choices=How.choices, default=How.NEVER
    )
    # The highest id of a decision that a mail has told of, and when that was.
    told_up_to = models.BigIntegerField(default=0, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)
    # Since when a mail to him is being handed over, while it is.
    sending_since = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("mail to a moderator")
        verbose_name_plural = _("mail to moderators")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user}: {self.get_how_display()}"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; let every reply know whether anybody is to be told at once."""
        site = _locked_settings()
        super().save(*args, **kwargs)
        _say_who_wants_it_at_once(site)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> Any:
        site = _locked_settings()
        deleted = super().delete(*args, **kwargs)
        _say_who_wants_it_at_once(site)
        return deleted

    def tells_until(self, now: datetime) -> datetime:
        """A mail sent now tells of the comments that were written before this moment.

        The last full hour, or this morning: so two digests are an hour or a day apart,
        whenever the worker comes to send them.
        """
        if self.how == self.How.HOURLY:
            return now.replace(minute=0, second=0, microsecond=0)
        if self.how == self.How.DAILY:
            return last_morning(now)
        return now

    def not_before(self, now: datetime) -> datetime:
        """When the next mail may be sent."""
        if self.how == self.How.AT_ONCE and self.told_at:
            return max(now, self.told_at + PAUSE)
        return now

    @contextmanager
    def telling(self, up_to: int, at: datetime) -> Iterator[bool]:
        """Around the handing over of a mail: whether it is this one's turn.

        What it tells of is noted afterwards, and not at all when handing it over fails. No
        lock is held meanwhile, since a mail server may take its time; whoever died with a mail
        in his hands is taken to be dead after ``PATIENCE``.
        """
        same = MailPreference.objects.filter(pk=self.pk, told_up_to=self.told_up_to)
        free = Q(sending_since=None) | Q(sending_since__lt=at - PATIENCE)
        is_ours = bool(same.filter(free).update(sending_since=at))
        try:
            yield is_ours
        except BaseException:
            if is_ours:
                same.update(sending_since=None)
            raise
        if is_ours:
            same.update(told_up_to=up_to, told_at=at, sending_since=None)


def _locked_settings() -> Discussion:
    """Locked, so that two who change their minds at once don't miss each other."""
    return Discussion.objects.select_for_update().get(pk=Discussion.row().pk)


def _say_who_wants_it_at_once(site: Discussion) -> None:
    """Past ``Discussion.save``, which throws away every page: none shows this."""
    wanted = MailPreference.objects.filter(how=MailPreference.How.AT_ONCE).exists()
    if wanted != site.mail_at_once:
        Discussion.objects.filter(pk=site.pk).update(mail_at_once=wanted)
