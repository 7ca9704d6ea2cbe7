from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..people import name_of


class Look(models.Model):
    """A moderator looks at a comment: a soft mark for two minutes, which forbids nothing."""

    LASTS = timedelta(minutes=2)

    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["comment", "by"], name="look_is_one_a_moderator")
        ]
        indexes = [models.Index(fields=["by", "at"], name="look_of")]

    def __str__(self) -> str:
        return f"{self.by} at {self.comment_id}"

    @classmethod
    def begin(cls, comment_id: int, by: Any) -> None:
        """Mark the comment; the moderator's marks that are over go."""
        now = timezone.now()
        cls.objects.filter(by=by, at__lt=now - cls.LASTS).delete()
        Look.objects.bulk_create(
            [Look(comment_id=comment_id, by=by, at=now)],
            update_conflicts=True,
            unique_fields=["comment", "by"],
            update_fields=["at"],
        )

    @classmethod
    def forget_old(cls) -> None:
        """Delete the marks that are over, also of those who never come back."""
        cls.objects.filter(at__lt=timezone.now() - cls.LASTS).delete()

    @classmethod
    def of_others(cls, comment_ids: Iterable[int], than: Any) -> dict[int, str]:
        """Who else looks at these comments now: names by comment id."""
        since = timezone.now() - cls.LASTS
        looks = cls.objects.filter(comment__in=comment_ids, at__gte=since).exclude(by=than)
        names: dict[int, list[str]] = {}
        for look in looks.select_related("by").order_by("at"):
            name = name_of(look.by)
            names.setdefault(look.comment_id, []).append(name)
        return {pk: ", ".join(found) for pk, found in names.items()}
