from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Reason(models.Model):
    """Why a rule did not simply let a comment pass: part of the decision it led to.

    ``message`` is a gettext id with ``details`` to fill in, so that every moderator
    reads it in his own language. ``field``, ``start`` and ``end`` are the words that
    caused it, in characters of what was typed there; ``setting`` is what it was judged by.
    """

    comment = models.ForeignKey(
        "comments.Comment", models.CASCADE, verbose_name=_("comment"), related_name="reasons"
    )
    decision = models.ForeignKey(
        "comments.Decision",
        models.CASCADE,
        verbose_name=_("decision"),
        related_name="reasons",
    )
    rule = models.CharField(_("rule"), max_length=50)
    outcome = models.CharField(_("outcome"), max_length=12)
    message = models.TextField()
    details = models.JSONField(default=dict)
    setting = models.CharField(_("setting"), max_length=250, blank=True)
    field = models.CharField(_("field"), max_length=20, blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["rule", "comment"], name="reason_rule")]

    def __str__(self) -> str:
        return gettext(self.message) % self.details
