from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MailPreference(models.Model):
    """Whether a moderator gets mail when comments wait, and what he has been told of."""

    class How(models.TextChoices):
        NEVER = "never", _("No mail")
        AT_ONCE = "at_once", _("As soon as something waits")
        HOURLY = "hourly", _("At most once an hour")
        DAILY = "daily", _("Once a day")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    how = models.CharField(
        _("mail when comments wait"), max_length=8, choices=How.choices, default=How.NEVER
    )
    # The highest id of a comment that a mail has told of, and when that was.
    told_up_to = models.BigIntegerField(default=0, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("mail to a moderator")
        verbose_name_plural = _("mail to moderators")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user}: {self.get_how_display()}"
