from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from pagecache.purging import purge

from ..cache_tags import edition_tag
from ..editions import address_in, current_edition
from ..slugs import MAX_LENGTH, free_slug, slug_for


class Author(models.Model):
    """Somebody whose name stands over articles; not necessarily a user of admin."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(
        _("slug"),
        max_length=MAX_LENGTH,
        unique=True,
        blank=True,
        help_text=_("Left empty: made of the name."),
    )
    about = models.TextField(_("about"), blank=True, help_text=_("A sentence or two, plain text."))
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The author's page in the edition that is being shown."""
        return address_in(current_edition(), "blog:author", self.slug)

    @transaction.atomic
    def save(self, *args, **kwargs) -> None:
        is_new = self._state.adding
        if not self.slug:
            self.slug = free_slug(slug_for(self.name), Author.objects.all())
        super().save(*args, **kwargs)
        if not is_new:  # no page shows it yet
            self.purge()

    def purge(self) -> None:
        """Throw away every page that may name it."""
        purge(*map(edition_tag, dict(settings.LANGUAGES)))
