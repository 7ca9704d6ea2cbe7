"""What stands on an article's page besides its comments, by prepared queries."""

from dataclasses import dataclass
from typing import Self

from django.utils import timezone

from .models import Article, Author, Category, Tag
from .prepared import Prepared

_article = Prepared(
    lambda language, slug, now: (
        Article.objects.public(now)
        .in_edition(language)
        .filter(slug=slug)
        .select_related("category")
        .order_by()
    )
)
_by_id = Prepared(lambda pk, now: Article.objects.public(now).filter(pk=pk).order_by())
_NAMED = ("language", "title", "slug", "published_at")
_previous = Prepared(
    lambda language, moment, pk: (
        Article.objects.public(moment).in_edition(language).before(moment, pk).only(*_NAMED)[:1]
    )
)
_next = Prepared(
    lambda language, moment, pk, now: (
        Article.objects.public(now).in_edition(language).after(moment, pk).only(*_NAMED)[:1]
    )
)
_authors = Prepared(lambda article: Author.objects.filter(articles=article))
_further = Prepared(
    lambda article: Category.objects.filter(
        pk__in=Article.further_categories.through.objects.filter(article=article).values(
            "category"
        )
    )
)
_tags = Prepared(lambda article: Tag.objects.filter(articles=article))


@dataclass(frozen=True)
class ArticlePage:
    """A public article, with what it is filed under and the articles around it in its edition."""

    article: Article
    authors: list[Author]
    further_categories: list[Category]
    tags: list[Tag]
    previous: Article | None
    next: Article | None

    @classmethod
    def of(cls, article: Article) -> Self:
        place = {
            "language": article.language,
            "moment": article.published_at,
            "pk": article.pk,
        }
        return cls(
            article,
            authors=_authors(article=article.pk),
            further_categories=_further(article=article.pk),
            tags=_tags(article=article.pk),
            previous=next(iter(_previous(**place)), None),
            next=next(iter(_next(**place, now=timezone.now())), None),
        )

    @property
    def shown_ids(self) -> list[int | None]:
        """The articles that are shown or named here."""
        around = (self.previous, self.next)
        return [self.article.pk, *(found.pk for found in around if found)]


def public_article(language: str, slug: str) -> Article | None:
    """The public article with this slug, with its category."""
    return next(iter(_article(language=language, slug=slug, now=timezone.now())), None)


def public_article_by_id(pk: int) -> Article | None:
    return next(iter(_by_id(pk=pk, now=timezone.now())), None)
