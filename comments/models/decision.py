from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.prepared import insert

from .rejection import RejectionReason
from .status import Status


class LogIsAppendOnly(TypeError):
    """Somebody tried to change or delete a row of a log."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise LogIsAppendOnly("Rows of a log are never changed; add another one.")

    def delete(self) -> NoReturn:
        raise LogIsAppendOnly("Rows of a log are never deleted.")


class LogRow(models.Model):
    """A row that is only ever added."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise LogIsAppendOnly("Rows of a log are never changed; add another one.")
        insert(self)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise LogIsAppendOnly("Rows of a log are never deleted.")


class Via(models.TextChoices):
    """The ways in which a status changes."""

    RULES = "rules", _("the rules")
    DESK = "desk", _("the desk")
    BULK = "bulk", _("the desk, many at once")
    UNDO = "undo", _("undone")
    MAIL = "mail", _("a link in a mail")
    ADMIN = "admin", _("the comment's own page")
    RETENTION = "retention", _("the clock")
    READER = "reader", _("its author")
    ERASURE = "erasure", _("an erasure")


class Decision(LogRow):
    """One change of a comment's status: from, to, who or which rules, why, when, which way.

    The first one of a comment has no ``from_status`` and was taken by rules, whose
    ``reasons`` hang on it. So was each one after its author changed the text, which may leave
    the status as it was. Every other one was taken by a member of staff, by the clock, or by
    the author, who withdrew it.
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
    via = models.CharField(_("way"), max_length=12, choices=Via.choices, default=Via.RULES)
    rejection = models.ForeignKey(
        RejectionReason,
        models.PROTECT,
        verbose_name=_("reason given"),
        null=True,
        related_name="+",
    )
    why = models.TextField(_("why"), blank=True)
    made_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["made_at"], name="decision_made")]

    def __str__(self) -> str:
        return f"{self.from_status or '…'} → {self.to_status}"

    @property
    def follows_revision(self) -> bool:
        """Whether the rules took it since the author had changed the text."""
        return self.via == Via.RULES and self.from_status != ""

    @property
    def is_withdrawal(self) -> bool:
        """Whether the author took the comment back, which nobody but him can decide."""
        return self.via == Via.READER and self.to_status == Status.TRASH


class AlreadyDecided(Exception):
    """Somebody else was quicker: ``decision`` says who did what when. Nothing was changed."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(str(decision))
        self.decision = decision
