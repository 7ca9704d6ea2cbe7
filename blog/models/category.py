from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ..slugs import MAX_LENGTH, RESERVED, free_slug, slug_for
from .fields import language_field


class CategoryQuerySet(models.QuerySet["Category"]):
    def at_the_top(self) -> "CategoryQuerySet":
        return self.filter(parent=None)

    def below_or(self, category: "Category") -> "CategoryQuerySet":
        """The category itself and everything nested in it."""
        return self.filter(
            Q(pk=category.pk) | Q(language=category.language, path__startswith=f"{category.path}/")
        )


class Category(models.Model):
    """A section of one edition; sections nest, and ``path`` is their address.

    ``path`` holds the slugs from the top down, joined by ``/``, and is kept by ``save``.
    """

    MAX_DEPTH = 5

    language = language_field()
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(
        _("slug"), max_length=MAX_LENGTH, blank=True, help_text=_("Left empty: made of the name.")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("parent"),
        null=True,
        blank=True,
        related_name="children",
    )
    path = models.CharField(max_length=(MAX_LENGTH + 1) * MAX_DEPTH, editable=False)
    description = models.TextField(
        _("description"), blank=True, help_text=_("Stands over the list of its articles.")
    )

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "path"],
                name="category_path_is_unique_in_its_edition",
                violation_error_message=_("There is a category with this slug here already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        with translation.override(self.language):
            return reverse("blog:category", args=[self.path])

    def clean(self) -> None:
        if self.slug in RESERVED:
            raise ValidationError({"slug": _("This word is reserved; choose another slug.")})
        depth = 1
        above = self.parent
        while above is not None:
            depth += 1
            if above.pk == self.pk:
                raise ValidationError({"parent": _("A category can't be inside itself.")})
            above = above.parent
        if depth + self._levels_below() > self.MAX_DEPTH:
            raise ValidationError(
                {"parent": _("Categories nest %d deep at most.") % self.MAX_DEPTH}
            )
        if self.parent and self.parent.language != self.language:
            raise ValidationError({"parent": _("The parent is of another language.")})
        same_address = Category.objects.filter(language=self.language, path=self._path())
        if self.slug and same_address.exclude(pk=self.pk).exists():
            raise ValidationError({"slug": _("There is a category with this slug here already.")})

    @transaction.atomic
    def save(self, *args, **kwargs) -> None:
        if not self.slug:
            siblings = Category.objects.filter(language=self.language, parent=self.parent)
            self.slug = free_slug(slug_for(self.name), siblings.exclude(pk=self.pk))
        self.path = self._path()
        super().save(*args, **kwargs)
        for child in self.children.all():
            if child.path != f"{self.path}/{child.slug}":
                child.parent = self
                child.save(update_fields=["path"])

    def _levels_below(self) -> int:
        stored = Category.objects.filter(pk=self.pk).first()
        if stored is None:
            return 0
        below = Category.objects.below_or(stored).values_list("path", flat=True)
        return max(path.count("/") for path in below) - stored.path.count("/")

    def _path(self) -> str:
        return f"{self.parent.path}/{self.slug}" if self.parent else self.slug

    def ancestor_paths(self) -> list[str]:
        """The paths of the categories around this one, outermost first."""
        slugs = self.path.split("/")[:-1]
        return ["/".join(slugs[: depth + 1]) for depth in range(len(slugs))]
