from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Erasure(models.Model):
    """That somebody's traces were asked to be erased, how far that is, and what it came to.

    The address stands here only until it is done.
    """

    class How(models.TextChoices):
        ANONYMISE = "anonymise", _("Keep the comments, without a name")
        REMOVE = "remove", _("Remove the comments, too")

    address = models.EmailField(_("email"), max_length=100, blank=True)
    how = models.CharField(_("what becomes of the comments"), max_length=12, choices=How.choices)
    # Who started it in admin; none where it was the person, from his own page.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("started by"),
        null=True,
        editable=False,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)
    # When it last stopped in the middle, and with what kind of error; it goes on by itself.
    stopped_at = models.DateTimeField(null=True, editable=False)
    stopped_with = models.CharField(max_length=100, blank=True, editable=False)
    #: How many rows of each kind were changed or deleted, by the name of the kind.
    counts: Any = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-pk"]
        default_permissions = ("add", "view")

    def __str__(self) -> str:
        return str(self.pk)
