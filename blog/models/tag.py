from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from pagecache.purging import purge

from ..cache_tags import edition_tag
from ..editions import address_in
from ..slugs import MAX_LENGTH, free_slug, slug_for
from .fields import language_field


class Tag(models.Model):
    """A word that ties articles together; each edition has its own."""

    language = language_field()
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(
        _("slug"), max_length=MAX_LENGTH, blank=True, help_text=_("Left empty: made of the name.")
    )

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"],
                name="tag_slug_is_unique_in_its_edition",
                violation_error_message=_("There is a tag with this slug already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_in(self.language, "blog:tag", self.slug)

    @transaction.atomic
    def save(self, *args, **kwargs) -> None:
        is_new = self._state.adding
        if not self.slug:
            self.slug = free_slug(slug_for(self.name), Tag.objects.filter(language=self.language))
        super().save(*args, **kwargs)
        if not is_new:  # no page shows it yet
            self.purge()

    def purge(self) -> None:
        """Throw away every page that may name it."""
        purge(edition_tag(self.language))
