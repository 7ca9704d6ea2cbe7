from django.db import models
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

#: What a newsroom begins with.
FIRST_ONES = (
    gettext_noop("Insult or threat"),
    gettext_noop("Hatred against a group of people"),
    gettext_noop("Advertising"),
    gettext_noop("Off the subject"),
    gettext_noop("Somebody's personal data"),
    gettext_noop("Falsehood"),
)


class RejectionReason(models.Model):
    """Why a comment is removed, as moderators choose it from a list of the newsroom's own.

    One that decisions name is no longer offered instead of being deleted.
    """

    label = models.CharField(_("reason"), max_length=100, unique=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Lower numbers stand further up.")
    )
    is_offered = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("reason for removing")
        verbose_name_plural = _("reasons for removing")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        """In the moderator's language where it is one of the first ones, else as written."""
        return gettext(self.label) if self.label in FIRST_ONES else self.label
