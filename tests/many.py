"""Many articles at once, for tests of quantity."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from blog.models import Article, Category, Placement
from blog.models.search import ArticleEntry
from tests.make import make_category

_numbers = count(1)


def make_many_articles(many: Iterable[dict[str, Any]]) -> list[Article]:
    """An article of each of these fields, listed and indexed as those of ``make_article`` are.

    Each is public unless a status or a time says otherwise, and none is filed further.
    """
    articles = Article.objects.bulk_create(_article(**fields) for fields in many)
    Placement.refile(article.pk for article in articles)
    prefetch_related_objects(articles, "authors")
    ArticleEntry.keep(*articles)
    return articles


def _article(language: str = "en", **fields: Any) -> Article:
    number = next(_numbers)
    category = fields.pop("category", None) or (
        Category.objects.filter(language=language).first() or make_category(language=language)
    )
    if fields.setdefault("status", Article.Status.PUBLISHED) != Article.Status.DRAFT:
        fields.setdefault("published_at", timezone.now())
    plain = {"title": f"Article {number}", "slug": f"of-many-{number}"}
    plain |= {"body": "<p>What happened.</p>"}
    return Article(language=language, category=category, **plain | fields)
