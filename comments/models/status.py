from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a comment stands. It is changed by the verbs of ``Comment`` and by nothing else."""

    HELD = "held", _("Held")
    APPROVED = "approved", _("Approved")
    SPAM = "spam", _("Spam")
    TRASH = "trash", _("Trash")
    # Long in spam or trash, and emptied by the clock: nothing is left but its place and its log.
    PURGED = "purged", _("Removed for good")
