"""What other apps' templates show of comments."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from blog.models import Article
from blog.syndication import feed_links

from .. import avatar
from ..closing import takes_replies
from ..forms import ReplyForm, as_id
from ..models import Comment, Tally
from ..preview import PARAMETER, previewed
from ..threads import CommentPage, can_be_answered, comment_page

register = template.Library()

register.filter("initial", avatar.initial)
register.filter("avatar_colour", avatar.colour)
register.filter(can_be_answered)


@register.filter
def isolated(name: str) -> SafeString:
    """A name in a sentence, so that neither changes the direction of the other (HTML bdi)."""
    return format_html("<bdi>{}</bdi>", name)


@register.inclusion_tag("comments/_section.html", takes_context=True)
def comments_section(context: Context, article: Article) -> dict[str, Any]:
    """The comments of an article and, while it takes replies, the form."""
    asked = context["request"].GET
    page = comment_page(article, as_id(asked.get("cpage", "")))
    parent = _answered(page, as_id(asked.get("replytocom", "")))
    waiting = previewed(article, asked[PARAMETER]) if PARAMETER in asked else None
    return {
        "article": article,
        "page": page,
        "waiting": waiting,
        "asked_for_preview": PARAMETER in asked,
        "takes_replies": takes_replies(article),
        "parent": parent,
        "form": ReplyForm(article=article, parent=parent),
    }


@register.simple_tag
def with_comment_counts(articles: Iterable[Article]) -> list[Article]:
    """The articles, each with its number of public comments in ``comment_count``."""
    listed = list(articles)
    counts = Tally.of_all(article.pk for article in listed)
    for article in listed:
        article.comment_count = counts.get(article.pk, 0)  # type: ignore[attr-defined]
    return listed


@register.simple_tag
def comment_feed_links(article: Article | None = None) -> list[dict[str, str]]:
    """The feeds of all comments and, on an article's page, of its own."""
    title = _("Comments on %(site)s") % {"site": settings.SITE_NAME}
    links = feed_links(reverse("comment_feeds:site"), title)
    if article:
        title = _("Comments on “%(article)s”") % {"article": article.title}
        links += feed_links(f"{article.get_absolute_url()}feed/", title)
    return links


def _answered(page: CommentPage, pk: int) -> Comment | None:
    """The comment that the reader wants to answer, if it can be; mostly on this page."""
    found = next((row for row in page.rows if row.pk == pk), None)
    if found is None and pk:
        found = Comment.objects.public().on(page.article).filter(pk=pk).first()
    return found if isinstance(found, Comment) and can_be_answered(found) else None
