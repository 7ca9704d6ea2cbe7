from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from .body import with_absolute_links
from .cache_tags import edition_tag, listing_tag
from .editions import current_edition
from .models import Article, Author, Category, Placement, Tag
from .pagination import Listable, newest
from .syndication import Channel, SiteFeed


class ArticleFeed(SiteFeed):
    """The newest articles of the edition; subclasses narrow it."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Channel:
        return self.channel(Article.objects.all(), settings.SITE_NAME, reverse("blog:home"))

    def narrowed(self, listed: Listable, to: Category | Tag | Author) -> Channel:
        return self.channel(listed, f"{to.name} – {settings.SITE_NAME}", to.get_absolute_url())

    def channel(self, listed: Listable, title: str, page: str) -> Channel:
        edition, began = current_edition(), timezone.now()
        articles = newest(listed, edition, 0, settings.ARTICLES_PER_FEED)
        return Channel(
            title=title,
            page=page,
            items=articles.prefetch_related("tags"),
            changed=Article.objects.in_edition(edition).last_changed(),
            tags=[edition_tag(edition), listing_tag(edition)],
            until=Article.objects.next_moment(edition, began),
        )

    def item_title(self, article: Article) -> str:
        return article.title

    def item_description(self, article: Article) -> str:
        return article.summary()

    def item_guid(self, article: Article) -> str:
        return article.guid

    def item_pubdate(self, article: Article) -> datetime | None:
        return article.published_at

    def item_updateddate(self, article: Article) -> datetime | None:
        return max(filter(None, [article.updated_at, article.published_at]))

    def item_author_name(self, article: Article) -> str:
        return article.credit()

    def item_categories(self, article: Article) -> Iterable[str]:
        return [article.category.name, *(tag.name for tag in article.tags.all())]

    def item_comments(self, article: Article) -> str:
        return self.item_link(article) + "#comments"

    def item_extra_kwargs(self, article: Article) -> dict[str, str]:
        return {"content": with_absolute_links(article.body, self.item_link(article))}


class CategoryFeed(ArticleFeed):
    def get_object(self, request: HttpRequest, path: str) -> Channel:
        category = get_object_or_404(Category, language=current_edition(), path=path)
        return self.narrowed(Placement.objects.in_category(category), category)


class TagFeed(ArticleFeed):
    def get_object(self, request: HttpRequest, slug: str) -> Channel:
        tag = get_object_or_404(Tag, language=current_edition(), slug=slug)
        return self.narrowed(Placement.objects.tagged(tag), tag)


class AuthorFeed(ArticleFeed):
    def get_object(self, request: HttpRequest, slug: str) -> Channel:
        author = get_object_or_404(Author, slug=slug)
        return self.narrowed(Placement.objects.by(author), author)
