from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Note(models.Model):
    """What one moderator tells the others about a comment; readers never see it."""

    comment = models.ForeignKey(
        "comments.Comment", models.CASCADE, verbose_name=_("comment"), related_name="notes"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("written by"), related_name="+"
    )
    text = models.TextField(_("note"), max_length=2000)
    made_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.text
