from collections.abc import Collection, Iterable
from typing import Any, Self

from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .month import Month
from .status import Status

#: What lists of articles are about, besides an edition and a time.
SHELVES = ("category", "tag", "author")

#: What of an article decides where it stands, besides its tags, authors and further categories.
DECIDING = frozenset({"status", "published_at", "category", "category_id"})

#: Articles that one statement takes.
_AT_ONCE = 500


class PlacementQuerySet(models.QuerySet[Any]):
    def in_category(self, category: models.Model) -> Self:
        """Filed under the category or one nested in it, as primary or further category."""
        return self.filter(category=category)

    def tagged(self, tag: models.Model) -> Self:
        return self.filter(tag=tag)

    def by(self, author: models.Model) -> Self:
        return self.filter(author=author)

    def public(self) -> Self:
        """Those whose time has come; what isn't published stands nowhere."""
        return self.filter(published_at__lte=timezone.now())

    def in_edition(self, language: str) -> Self:
        return self.filter(language=language)

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-article_id")

    def article_ids(self) -> models.QuerySet[Any, Any]:
        """The ids alone, in this order: an index answers that without the rows."""
        return self.values("article_id")


class Placement(models.Model):
    """One list in which a published or scheduled article stands: a category, a tag, an author.

    An article stands in each category around it: its primary one, its further ones, and
    all above them. The rows follow from the article and are kept by everything that changes
    where it stands, in the same transaction, so that a page of any list is read newest
    first from one index, however long the list is. After ``bulk_create``, or SQL of your
    own, call ``refile`` or ``rebuild``.
    """

    article = models.ForeignKey("blog.Article", models.CASCADE, related_name="placements")
    category = models.ForeignKey(
        "blog.Category", models.CASCADE, null=True, db_index=False, related_name="+"
    )
    tag = models.ForeignKey(
        "blog.Tag", models.CASCADE, null=True, db_index=False, related_name="+"
    )
    author = models.ForeignKey(
        "blog.Author", models.CASCADE, null=True, db_index=False, related_name="+"
    )
    language = models.CharField(max_length=12, editable=False)
    published_at = models.DateTimeField(editable=False)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=[shelf, "language", "-published_at", "-article"],
                name=f"placement_{shelf}_list",
                condition=Q(**{f"{shelf}__isnull": False}),
            )
            for shelf in SHELVES
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(category__isnull=False, tag=None, author=None)
                | Q(category=None, tag__isnull=False, author=None)
                | Q(category=None, tag=None, author__isnull=False),
                name="placement_has_exactly_one_shelf",
                violation_error_message=_("An article stands under one category, tag or author."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["article", shelf],
                    condition=Q(**{f"{shelf}__isnull": False}),
                    name=f"placement_is_unique_per_{shelf}",
                    violation_error_message=_("The article stands here already."),
                )
                for shelf in SHELVES
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} – {self.category or self.tag or self.author}"

    @classmethod
    @transaction.atomic
    def refile(cls, article_ids: Iterable[int], shelves: Collection[str] = SHELVES) -> None:
        """Let these articles stand where they belong by now; elsewhere nothing is touched.

        Cheap for an article, and a few seconds for each 100,000 of them.
        """
        articles: Any = cls._meta.get_field("article").related_model
        ids = sorted(set(article_ids))
        for start in range(0, len(ids), _AT_ONCE):
            batch = ids[start : start + _AT_ONCE]
            # Two changes of the same article at a time: the second sees what the first did.
            locked = articles.objects.select_for_update().filter(pk__in=batch)
            list(locked.order_by("pk").values("pk"))
            standing = cls.objects.filter(article__in=batch)
            published = standing.values_list("language", "published_at").distinct()
            before = {*published}
            for shelf in shelves:
                standing.filter(**{f"{shelf}__isnull": False}).delete()
                _place(shelf, batch)
            Month.forget(before ^ {*published.all()})

    @classmethod
    @transaction.atomic
    def rebuild(cls) -> None:
        """Make the whole table anew, in one statement for each kind of list.

        For a caller who has written articles past the model, such as an import.
        """
        Month.forget_all()
        cls.objects.all().delete()
        for shelf in SHELVES:
            _place(shelf)


def follow(
    shelf: str, action: str, instance: Any, reverse: bool, pk_set: set[int] | None, **_kwargs: Any
) -> None:
    """Refile what a change of an article's tags, authors or further categories moves.

    Receives ``m2m_changed``; see ``BlogConfig.ready``.
    """
    if not action.startswith("post_"):
        return
    if not reverse:
        moved: Iterable[int] = [instance.pk]
    elif pk_set is not None:
        moved = pk_set
    else:  # all at once: those that still stand there
        moved = Placement.objects.filter(**{shelf: instance}).values_list("article_id", flat=True)
    Placement.refile(moved, [shelf])


def _place(shelf: str, article_ids: Collection[int] | None = None) -> None:
    """Write where these articles, or all, stand on a kind of shelf; they stand nowhere yet."""
    which = f"article.status = '{Status.PUBLISHED.value}'"
    if article_ids is not None:
        which += f" AND article.id IN ({', '.join(['%s'] * len(article_ids))})"
    rows = _ROWS[shelf]
    statement = f"""
        INSERT INTO blog_placement (article_id, {shelf}_id, language, published_at)
        {rows.format(which=which)}
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(article_ids or ())] * rows.count("{which}"))


#: Which articles stand where, for each kind of shelf. A category's own parent is asked, so
#: that this holds at any moment of a move. The recursion carries all columns, since SQLite
#: would read all articles to join them to its outcome.
_ROWS = {
    "category": """
        WITH RECURSIVE standing (article_id, category_id, language, published_at) AS (
            SELECT article.id, article.category_id, article.language, article.published_at
            FROM blog_article AS article
            WHERE {which}
            UNION
            SELECT article.id, filed.category_id, article.language, article.published_at
            FROM blog_article_further_categories AS filed
            JOIN blog_article AS article ON article.id = filed.article_id
            WHERE {which}
            UNION
            SELECT below.article_id, category.parent_id, below.language, below.published_at
            FROM standing AS below
            JOIN blog_category AS category ON category.id = below.category_id
            WHERE category.parent_id IS NOT NULL
        )
        SELECT article_id, category_id, language, published_at FROM standing
    """,
    "tag": """
        SELECT article.id, filed.tag_id, article.language, article.published_at
        FROM blog_article_tags AS filed
        JOIN blog_article AS article ON article.id = filed.article_id
        WHERE {which}
    """,
    "author": """
        SELECT article.id, filed.author_id, article.language, article.published_at
        FROM blog_article_authors AS filed
        JOIN blog_article AS article ON article.id = filed.article_id
        WHERE {which}
    """,
}
