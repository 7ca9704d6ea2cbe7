from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from .comment import Comment


class Withdrawal(models.Model):
    """That a comment's author wants to withdraw it, and that a link to do so was mailed."""

    #: For so long no other mail about the same comment is sent.
    PAUSE = timedelta(days=1)
    #: So many mails go to one address in that time.
    MOST_A_DAY = 5
    #: Who has not handed the mail over after this time never will.
    PATIENCE = timedelta(minutes=10)

    comment = models.OneToOneField(
        "comments.Comment", models.CASCADE, primary_key=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    # Since when the mail is being handed over, while it is; and when the server took it.
    sending_since = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def ask(cls, comment: "Comment") -> bool:
        """Note that it was asked for; False where no mail is due.

        Anybody can type somebody's address under a comment of his own, so the mails that one
        address gets in a day are few.
        """
        now = timezone.now()
        today = now - cls.PAUSE
        to_address = cls.objects.filter(comment__email_folded=comment.email_folded)
        if to_address.filter(asked_at__gt=today).count() >= cls.MOST_A_DAY:
            return False
        made = cls.objects.get_or_create(comment=comment, defaults={"asked_at": now})[1]
        before = cls.objects.filter(pk=comment.pk, asked_at__lte=today)
        return made or bool(before.update(asked_at=now, sending_since=None, sent_at=None))

    @classmethod
    @contextmanager
    def sending(cls, comment_id: int) -> Iterator[bool]:
        """Around the handing over of the mail: whether it is this one's turn.

        That it was sent is noted afterwards, and not at all when handing it over fails. No lock
        is held meanwhile, since a mail server may take its time.
        """
        now = timezone.now()
        due = cls.objects.filter(pk=comment_id, sent_at=None, asked_at__gt=now - cls.PAUSE)
        free = Q(sending_since=None) | Q(sending_since__lt=now - cls.PATIENCE)
        is_ours = bool(due.filter(free).update(sending_since=now))
        try:
            yield is_ours
        except BaseException:
            if is_ours:
                due.update(sending_since=None)
            raise
        if is_ours:
            due.update(sent_at=timezone.now(), sending_since=None)
