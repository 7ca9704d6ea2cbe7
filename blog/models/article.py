import uuid
from datetime import datetime
from html import unescape

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from ..editions import address_in
from ..moments import validate_moment
from ..slugs import MAX_LENGTH, RESERVED, free_slug, slug_for
from .author import Author
from .category import Category
from .comment_status import TakesComments
from .fields import BodyField, language_field
from .placement import DECIDING, Placement
from .queryset import ArticleQuerySet
from .search import ArticleEntry
from .status import Status
from .tag import Tag

#: A summary has so many words, and looks for them in so many characters first.
_SUMMARY_WORDS, _BEGINNING = 40, 1_500


def make_guid() -> str:
    """An id that never changes, whatever becomes of the address (RFC 9562, RFC 4287 4.2.6)."""
    return f"urn:uuid:{uuid.uuid4()}"


class Article(TakesComments):
    """A piece of news, in one language, filed under a primary category."""

    Status = Status

    language = language_field()
    title = models.CharField(_("title"), max_length=300)
    slug = models.SlugField(
        _("slug"),
        max_length=MAX_LENGTH,
        blank=True,
        help_text=_("The last part of the address. Left empty: made of the title."),
    )
    standfirst = models.TextField(
        _("standfirst"),
        blank=True,
        help_text=_("One or two sentences under the title, also shown in lists. Plain text."),
    )
    authors = models.ManyToManyField(
        Author, verbose_name=_("authors"), blank=True, related_name="articles"
    )
    byline = models.CharField(
        _("byline"),
        max_length=300,
        blank=True,
        help_text=_("Stands instead of the authors' names, for example an agency."),
    )
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        verbose_name=_("primary category"),
        related_name="articles",
    )
    further_categories = models.ManyToManyField(
        Category, verbose_name=_("further categories"), blank=True, related_name="+"
    )
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), blank=True, related_name="articles")
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.DRAFT
    )
    published_at = models.DateTimeField(
        _("publication time"),
        null=True,
        blank=True,
        validators=[validate_moment],
        help_text=_("In the future: the article appears by itself when the time comes."),
    )
    guid = models.CharField(max_length=255, unique=True, default=make_guid, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    # Last, since SQLite reads through a long column to reach one behind it.
    body = BodyField(_("body"), blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(
                fields=["language", "status", "-published_at", "-id"], name="article_public"
            ),
            models.Index(
                fields=["language", "-updated_at", "published_at"],
                name="article_changed",
                condition=Q(published_at__isnull=False),
            ),
            # With what the list in admin is narrowed by: the index alone answers.
            models.Index(
                fields=[
                    "-updated_at",
                    "-id",
                    "status",
                    "language",
                    "category",
                    "comment_status",
                    "published_at",
                ],
                name="article_desk",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"],
                name="article_slug_is_unique_in_its_edition",
                violation_error_message=_("Another article has this slug; change one letter."),
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="published_article_has_a_time",
                violation_error_message=_("A published article needs a publication time."),
            ),
        ]
        permissions = [("publish_article", _("Can publish and withdraw articles"))]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The permalink, by the publication time in the site's time zone.

        An article without a time has none yet: its address names the current month.
        """
        when = timezone.localtime(self.published_at or timezone.now())
        return address_in(self.language, "blog:article", when.year, when.month, self.slug)

    def clean(self) -> None:
        if self.slug in RESERVED:
            raise ValidationError({"slug": _("This word is reserved; choose another slug.")})
        if self.status == Status.PUBLISHED and self.published_at is None:
            self.published_at = timezone.now()
        if self.category_id and self.category.language != self.language:
            raise ValidationError({"category": _("This category is of another language.")})

    @transaction.atomic
    def save(self, *args, **kwargs) -> None:
        """Save, let the article stand in the lists where it belongs, and purge their pages."""
        if not self.slug:
            in_edition = Article.objects.in_edition(self.language).exclude(pk=self.pk)
            self.slug = free_slug(slug_for(self.title), in_edition)
        super().save(*args, **kwargs)
        written = kwargs.get("update_fields")
        if written is None or DECIDING & set(written):
            Placement.refile([self.pk])
        ArticleEntry.keep(self)
        self.purge()

    def purge(self) -> None:
        """Throw away every page that shows the article, or would from now on."""
        Article.objects.purge([self.pk])

    @property
    def is_public(self) -> bool:
        """The same as being in ``Article.objects.public()``, for a row at hand."""
        return (
            self.status == Status.PUBLISHED
            and self.published_at is not None
            and self.published_at <= timezone.now()
        )

    def publish(self, at: datetime | None = None) -> None:
        """Publish now, or at a time to come; a date once given stays, so links stay."""
        self.status = Status.PUBLISHED
        self.published_at = at or self.published_at or timezone.now()
        self.save(update_fields=["status", "published_at", "updated_at"])

    def withdraw(self) -> None:
        """Take the article off every page and feed; its address answers 404."""
        self.status = Status.WITHDRAWN
        self.save(update_fields=["status", "updated_at"])

    def summary(self) -> str:
        """Plain text for lists, feeds and ``<meta name="description">``."""
        if self.standfirst:
            return self.standfirst
        # The beginning says it all, unless it is mostly markup.
        for body in (self.body[:_BEGINNING].rpartition("<")[0], self.body):
            words = unescape(strip_tags(body.replace("</p>", "</p> "))).split()
            if len(words) > _SUMMARY_WORDS:
                break
        return Truncator(" ".join(words)).words(_SUMMARY_WORDS)

    def credit(self) -> str:
        """Whose work this is, as it stands under the title; empty when nobody is named."""
        return self.byline or ", ".join(author.name for author in self.authors.all())
