from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Report(models.Model):
    """Somebody says that a published comment should not be there; a moderator settles it.

    A reader has no account: of him the network that he asks from is kept, and no more.
    """

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
        null=True,
        related_name="+",
    )
    # The /24 or /48 around a reader's address.
    network = models.CharField(max_length=43, blank=True, editable=False)
    # How much it counts: 1 for the newsroom, for a reader by the record of his network.
    weight = models.FloatField(default=1, editable=False)
    made_at = models.DateTimeField(_("when"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True)
    # Whether the comment was removed when it was settled.
    upheld = models.BooleanField(null=True, editable=False)
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
            ),
            models.UniqueConstraint(
                fields=["comment", "network"],
                condition=models.Q(settled_at=None, by=None),
                name="report_is_one_a_network",
            ),
        ]
        indexes = [
            models.Index(
                fields=["network", "upheld"], name="report_record", condition=models.Q(by=None)
            )
        ]

    def __str__(self) -> str:
        return self.get_cause_display()
