"""What other apps' templates show of comments."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from blog.editions import address_in, current_edition
from blog.ids import as_id
from blog.models import Article
from blog.syndication import feed_links
from pagecache.public import late, not_after, not_kept, shows

from .. import beside_form
from ..blank_form import blank_form
from ..cache_tags import comments_tags
from ..closing import Openness
from ..listed import listed
from ..models import Comment, Discussion, Status, Tally
from ..places import Order, Place
from ..plural_forms import in_each_form
from ..preview import PARAMETER, previewed
from ..second_thoughts.proof import Own
from ..threads import CommentPage, Row, can_be_answered, comment_page

register = template.Library()


@register.filter
def isolated(name: str) -> SafeString:
    """A name in a sentence, so that neither changes the direction of the other (HTML bdi)."""
    return format_html("<bdi>{}</bdi>", name)


@register.inclusion_tag("comments/_section.html", takes_context=True)
def comments_section(context: Context, article: Article) -> dict[str, Any]:
    """The comments of an article and, while it takes replies, the form."""
    request = context["request"]
    asked = request.GET
    site = Discussion.current()
    place = Place(as_id(asked.get("cpage", "")), Order.asked(asked.get("corder", "")))
    page = comment_page(article, place, site)
    parent = _answered(page, as_id(asked.get("replytocom", "")), site)
    mine = previewed(article, asked[PARAMETER], site) if PARAMETER in asked else None
    is_published = mine is not None and mine.status == Status.APPROVED
    own = Own.of(mine, site) if mine else None
    openness = Openness.of(article, site)
    is_open = openness.takes_replies
    deepest_answerable = site.thread_comments_depth - 1 if is_open else 0
    shows(request, *comments_tags([article.pk]))
    not_after(request, openness.closes_at if is_open else None)
    if not _is_canonical(asked, page, parent):
        not_kept(request)
    return {
        "article": article,
        "page": page,
        "rows": late(
            request,
            listed(
                page.rows, page.place, deepest_answerable, _beside(own if is_published else None)
            ),
        ),
        "waiting": None if is_published else mine,
        "own": own,
        "preview_is_over": PARAMETER in asked and mine is None,
        "takes_replies": is_open,
        "parent": parent,
        "here": page.place.query,
        "form": blank_form(article, parent.pk if parent else None, page.place.order)
        if is_open
        else "",
    }


@register.simple_tag
def for_scripts(order: Order) -> SafeString:
    """Attributes with what js/thread.js and js/own.js ask and say below every article."""
    return _for_scripts(order, get_language())


@lru_cache
def _for_scripts(order: Order, language: str | None) -> SafeString:
    context = {"news": _news(), "until": _("until %(time)s"), "order": order}
    return render_to_string("comments/_for_scripts.html", context)


@register.simple_tag
def house_rules() -> SafeString:
    """What the edition asks of those who comment."""
    return beside_form.house_rules()


@register.simple_tag(takes_context=True)
def with_comment_counts(context: Context, articles: Iterable[Article]) -> list[Article]:
    """The articles, each with its number of public comments in ``comment_count``."""
    shown = list(articles)
    shows(context["request"], *comments_tags(article.pk for article in shown))
    counts = Tally.of_all(article.pk for article in shown)
    for article in shown:
        article.comment_count = counts.get(article.pk, 0)  # type: ignore[attr-defined]
    return shown


@register.simple_tag
def comment_feed_links(article: Article | None = None) -> SafeString:
    """The feeds of all comments of the edition, or of one article's."""
    if article is None:
        title = _("Comments on %(site)s") % {"site": settings.SITE_NAME}
        return feed_links(address_in(current_edition(), "comment_feeds:site"), title)
    title = _("Comments on “%(article)s”") % {"article": article.title}
    return feed_links(f"{article.get_absolute_url()}feed/", title)


def _beside(own: Own | None) -> dict[int, str]:
    """What the author of a published comment sees beside it."""
    if own is None:
        return {}
    return {own.comment.pk: render_to_string("comments/_own.html", {"own": own})}


def _answered(page: CommentPage, pk: int, site: Discussion) -> Comment | Row | None:
    """The comment that the reader wants to answer, if it can be; mostly on this page."""
    if not pk:
        return None
    here = (row for row in page.rows if row.pk == pk and isinstance(row, Row))
    elsewhere = Comment.objects.public().on(page.article).filter(pk=pk)
    found = next(here, None) or elsewhere.first()
    return found if found and can_be_answered(found, site) else None


def _news() -> dict[str, str]:
    """The sentence about new replies in each of the language's forms."""
    return in_each_form(
        lambda number: ngettext("%(count)d new reply", "%(count)d new replies", number)
    )


def _is_canonical(asked: QueryDict, page: CommentPage, parent: Comment | Row | None) -> bool:
    """Whether the address is one that our own pages lead to.

    Anything else shows the nearest page there is, under as many addresses as there are
    numbers, so it is not kept.
    """
    shown = {
        "cpage": page.place.number,
        "corder": page.place.order,
        "replytocom": parent.pk if parent else "",
    }
    return all(asked.get(name, str(value)) == str(value) for name, value in shown.items())
