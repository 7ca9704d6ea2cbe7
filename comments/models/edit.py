from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .decision import LogRow


class Edit(LogRow):
    """One field of a comment that was changed: what stood there, who, why, when.

    Its author changes the ``source``. A row of his about the ``email`` says that he had the
    comment made anonymous; what stood there nobody keeps.
    """

    comment = models.ForeignKey(
        "comments.Comment", models.CASCADE, verbose_name=_("comment"), related_name="edits"
    )
    field = models.CharField(_("field"), max_length=20)
    was = models.TextField(_("text before"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("edited by"),
        null=True,  # the author of the comment
        related_name="+",
    )
    why = models.TextField(_("why"), blank=True)
    made_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("edit")
        verbose_name_plural = _("edits")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.field}: {self.why}"

    @property
    def is_anonymising(self) -> bool:
        return self.by_id is None and self.field == "email"
