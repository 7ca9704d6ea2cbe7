from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Report(models.Model):
    """Somebody says that a published comment should not be there; a moderator settles it."""

    class Cause(models.TextChoices):
        INSULT = "insult", _("Insult or threat")
        SPAM = "spam", _("Advertising")
        PERSONAL = "personal", _("Somebody's personal data")
        FALSE = "false", _("Falsehood")
        OTHER = "other", _("Something else")

    comment = models.ForeignKey(
        "comments.Comment", models.CASCADE, verbose_name=_("comment"), related_name="reports"
    )
    cause = models.CharField(_("reason"), max_length=12, choices=Cause.choices)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("reported by"),
        related_name="+",
    )
    made_at = models.DateTimeField(_("when"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("settled by"),
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "by"],
                condition=models.Q(settled_at=None),
                name="report_is_one_a_person",
                violation_error_message=_("You have reported this comment already."),
            )
        ]

    def __str__(self) -> str:
        return self.get_cause_display()
