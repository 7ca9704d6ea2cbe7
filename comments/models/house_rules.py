from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from blog.models.fields import language_field
from pagecache.purging import EVERYTHING, purge


class HouseRulesQuerySet(models.QuerySet["HouseRules"]):
    """Whoever deletes many throws the pages away, too."""

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        deleted = super().delete()
        purge(EVERYTHING)
        return deleted

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class HouseRules(models.Model):
    """What an edition asks of those who comment, beside the form; ours where there is none."""

    language = language_field()
    text = models.TextField(
        _("house rules"),
        max_length=4_000,
        help_text=_("Shown beside the form. The markup that comments may have is possible."),
    )

    objects = HouseRulesQuerySet.as_manager()

    class Meta:
        verbose_name = _("house rules")
        verbose_name_plural = _("house rules")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["language"],
                name="house_rules_are_one_an_edition",
                violation_error_message=_("There are house rules for this edition already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.get_language_display())

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        purge(EVERYTHING)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> Any:
        deleted = super().delete(*args, **kwargs)
        purge(EVERYTHING)
        return deleted
