from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.models.fields import language_field


class Reader(models.Model):
    """An email address that mail about comments goes to, once its owner has said that it may.

    Readers have no account: all that is known of one is the address, the language and how
    often mail may come.
    """

    class How(models.TextChoices):
        AT_ONCE = "at_once", _("As soon as there is something")
        DAILY = "daily", _("Once a day")

    email = models.EmailField(_("email"), max_length=100)
    email_folded = models.CharField(max_length=200, unique=True, editable=False)
    language = language_field()
    how = models.CharField(_("how often"), max_length=8, choices=How.choices, default=How.AT_ONCE)
    made_at = models.DateTimeField(auto_now_add=True)
    # When somebody with access to the mailbox pressed the button.
    confirmed_at = models.DateTimeField(null=True, editable=False)
    # When mail last asked to confirm something, and when it last led to the reader's own page.
    asked_at = models.DateTimeField(null=True, editable=False)
    led_at = models.DateTimeField(null=True, editable=False)
    # When mail last told of something, and since when one is being handed over, while it is.
    told_at = models.DateTimeField(null=True, editable=False)
    sending_since = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("reader with an address")
        verbose_name_plural = _("readers with an address")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)
