from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from .discussion import Discussion


class ListedOutcome(models.TextChoices):
    """What becomes of a comment in which something listed is found."""

    HOLD = "hold", _("Hold for a moderator")
    DISALLOW = "disallow", _("Disallow: straight to spam")


class ListQuerySet(models.QuerySet[Any]):
    """Whoever deletes many tells the processes that keep them in memory, too."""

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        deleted = super().delete()
        Discussion.lists_changed()
        return deleted

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class Listed(models.Model):
    """A row of a list that moderators keep: who listed it, when and why.

    Processes keep the lists in memory, and are told in the same transaction of each change;
    the manager of each list is made of a ``ListQuerySet``.
    """

    note = models.CharField(_("note"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("listed"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("listed by"),
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        Discussion.lists_changed()

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> Any:
        deleted = super().delete(*args, **kwargs)
        Discussion.lists_changed()
        return deleted
