from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class RetentionRun(models.Model):
    """One round of the clock that forgets: when, and how many rows of each kind."""

    at = models.DateTimeField(_("when"), auto_now_add=True)
    #: By what was done, such as ``ip_addresses``.
    counts: Any = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("round of forgetting")
        verbose_name_plural = _("rounds of forgetting")
        ordering = ["-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
