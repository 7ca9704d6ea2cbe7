from django.db import models

from .decision import Decision
from .reader import Reader


class Announcement(models.Model):
    """A decision that readers may want to know of; noted with it, and told by the worker."""

    decision = models.OneToOneField(Decision, models.CASCADE, primary_key=True, related_name="+")
    # When a letter was made for everybody who is to know.
    spread_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["decision"],
                name="announcement_to_spread",
                condition=models.Q(spread_at=None),
            ),
            models.Index(
                fields=["spread_at"],
                name="announcement_spread",
                condition=models.Q(spread_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.decision_id)


class Letter(models.Model):
    """What one reader is to be told of one decision, once; several may go in one mail.

    One that is out of date before it was told is deleted.
    """

    class Kind(models.TextChoices):
        ANSWER = "answer"  # somebody answered him
        COMMENT = "comment"  # somebody commented on an article that he follows
        PUBLISHED = "published"  # his own comment was
        REJECTED = "rejected"  # his own comment was not, with the reason that was given

    #: About a comment of the reader's own.
    OWN = (Kind.PUBLISHED, Kind.REJECTED)

    reader = models.ForeignKey(Reader, models.CASCADE, related_name="letters")
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    made_at = models.DateTimeField(auto_now_add=True)
    # The first letter of the mail that it was to go in. Where it isn't known whether the mail
    # server took that, the same letters are sent again as the same mail.
    mail = models.PositiveBigIntegerField(null=True)
    # When the mail server took it.
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["reader", "decision"], name="letter_is_one_an_event")
        ]
        indexes = [
            models.Index(
                fields=["reader"], name="letter_to_send", condition=models.Q(done_at=None)
            ),
            models.Index(
                fields=["done_at"],
                name="letter_done",
                condition=models.Q(done_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.decision_id}"
