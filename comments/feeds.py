from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from blog.cache_tags import article_tags, edition_tag, listing_tag
from blog.editions import current_edition
from blog.models import Article
from blog.syndication import Channel, SiteFeed
from pagecache.public import not_kept, shows

from .cache_tags import comments_tags, discussion_tag
from .models import Comment, Tally
from .models.queryset import CommentQuerySet


class CommentsFeed(SiteFeed):
    """The newest comments of the edition."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Channel:
        edition, began = current_edition(), timezone.now()
        return self.channel(
            Comment.objects.in_edition(edition),
            Tally.last_changed(edition),
            Article.objects.in_edition(edition).last_changed(),
            tags=[edition_tag(edition), listing_tag(edition), discussion_tag(edition)],
            until=Article.objects.next_moment(edition, began),
            title=_("Comments on %(site)s") % {"site": settings.SITE_NAME},
            page=reverse("blog:home"),
            address=reverse("comment_feeds:site"),
        )

    def channel(
        self,
        comments: CommentQuerySet,
        *changes: datetime | None,
        tags: Iterable[str],
        title: str,
        page: str,
        address: str,
        until: datetime | None = None,
    ) -> Channel:
        """``changes`` are the times of the last ones to comments and to articles."""
        newest = comments.public().select_related("article").order_by("-approved_at", "-pk")
        return Channel(
            title=title,
            page=page,
            address=address,
            items=newest[: settings.COMMENTS_PER_FEED],
            changed=max(filter(None, changes), default=None),
            tags=tags,
            until=until,
        )

    def item_title(self, comment: Comment) -> str:
        words = {"name": comment.name, "article": comment.article.title}
        return _("%(name)s on “%(article)s”") % words

    def item_description(self, comment: Comment) -> str:
        return Truncator(comment.text).words(40)

    def item_guid(self, comment: Comment) -> str:
        return comment.guid

    def item_pubdate(self, comment: Comment) -> datetime:
        return comment.created_at

    def item_updateddate(self, comment: Comment) -> datetime:
        return comment.changed_at

    def item_author_name(self, comment: Comment) -> str:
        return comment.name

    def item_extra_kwargs(self, comment: Comment) -> dict[str, str]:
        return {"content": comment.html}


class ArticleCommentsFeed(CommentsFeed):
    """The newest comments on one article."""

    def __call__(self, request: HttpRequest, year: int, month: int, slug: str) -> HttpResponse:
        """The feed; an address with another month leads to it, as the article's does."""
        public = Article.objects.public().in_edition(current_edition())
        article = get_object_or_404(public, slug=slug)
        shows(request, *article_tags([article.pk]))
        address = f"{article.get_absolute_url()}feed/{self.suffix}"
        if request.path != address:
            not_kept(request)
            return HttpResponsePermanentRedirect(address)
        return super().__call__(request, article=article)

    def get_object(self, request: HttpRequest, article: Article) -> Channel:
        page = article.get_absolute_url()
        return self.channel(
            Comment.objects.on(article),
            Tally.of(article.pk).changed_at,
            article.updated_at,
            article.published_at,
            tags=[
                edition_tag(article.language),
                *article_tags([article.pk]),
                *comments_tags([article.pk]),
            ],
            title=_("Comments on “%(article)s”") % {"article": article.title},
            page=page,
            address=page + "feed/",
        )

    def item_title(self, comment: Comment) -> str:
        return comment.name
