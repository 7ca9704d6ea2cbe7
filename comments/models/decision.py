from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.prepared import insert

from .status import Status


class LogIsAppendOnly(TypeError):
    """Somebody tried to change or delete a row of the log of decisions."""


class DecisionQuerySet(models.QuerySet["Decision"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise LogIsAppendOnly("Decisions are never changed; take a new one.")

    def delete(self) -> NoReturn:
        raise LogIsAppendOnly("Decisions are never deleted.")


class Decision(models.Model):
    """One change of a comment's status: from, to, who or which rules, why, when.

    The first one of a comment has no ``from_status`` and was taken by rules, whose
    ``reasons`` hang on it; every other one was taken by a member of staff. Rows are only
    ever added.
    """

    comment = models.ForeignKey(
        "comments.Comment", models.CASCADE, verbose_name=_("comment"), related_name="decisions"
    )
    from_status = models.CharField(
        _("previous status"), max_length=12, choices=Status.choices, blank=True
    )
    to_status = models.CharField(_("new status"), max_length=12, choices=Status.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("decided by"),
        null=True,
        related_name="+",
    )
    why = models.TextField(_("why"), blank=True)
    made_at = models.DateTimeField(_("when"), auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.from_status or '…'} → {self.to_status}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise LogIsAppendOnly("Decisions are never changed; take a new one.")
        insert(self)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise LogIsAppendOnly("Decisions are never deleted.")
