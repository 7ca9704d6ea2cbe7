from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pagecache.purging import purge

from ..cache_tags import edition_tag
from ..editions import address_in
from ..slugs import MAX_LENGTH, RESERVED, free_slug, slug_for
from .comment_status import TakesComments
from .fields import language_field
from .placement import Placement


class CategoryQuerySet(models.QuerySet["Category"]):
    def at_the_top(self) -> "CategoryQuerySet":
        return self.filter(parent=None)

    def below_or(self, category: "Category") -> "CategoryQuerySet":
        """The category itself and everything nested in it."""
        return self.filter(
            Q(pk=category.pk) | Q(language=category.language, path__startswith=f"{category.path}/")
        )

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        """Articles for which these were further categories leave those above, too."""
        here = _articles_in(self.values("pk"))
        deleted = super().delete()
        Placement.refile(here, ["category"])
        return deleted

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


def _articles_in(categories: models.QuerySet) -> list[int]:
    """The ids of the articles that stand in one of these, in the categories below included."""
    here = Placement.objects.filter(category__in=categories)
    return list(here.values_list("article_id", flat=True))


class Category(TakesComments):
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
        return address_in(self.language, "blog:category", self.path)

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
        stored = Category.objects.filter(pk=self.pk)
        has_moved = stored.exclude(parent=self.parent_id).exists()
        super().save(*args, **kwargs)
        for child in self.children.all():
            if child.path != f"{self.path}/{child.slug}":
                child.parent = self
                child.save(update_fields=["path"])
        if has_moved:
            Placement.refile(_articles_in(stored.values("pk")), ["category"])
        self.purge()

    @transaction.atomic
    def delete(self, *args, **kwargs) -> tuple[int, dict[str, int]]:
        here = _articles_in(Category.objects.filter(pk=self.pk).values("pk"))
        deleted = super().delete(*args, **kwargs)
        Placement.refile(here, ["category"])
        return deleted

    def purge(self) -> None:
        """Throw away every page of the edition: its menu may name the category."""
        purge(edition_tag(self.language))

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
