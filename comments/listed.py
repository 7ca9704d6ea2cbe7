"""The comments of a page as HTML: one flat pass over prepared strings.

A template for each comment takes ten times as long, and an article may have a thousand.
Everything that a reader typed is escaped here, except ``html``, which comments.sanitize
made.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, tzinfo
from functools import lru_cache
from html import escape

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .avatar import colour, initial
from .threads import Removed, Row


def listed(rows: Iterable[Row | Removed], page: int, answerable: bool) -> SafeString:
    """One page of an article's comments, as an ``<ol>``; nothing when there are none.

    ``page`` is the number of the page, which the links below each comment lead back to;
    ``answerable`` says whether the article takes replies.
    """
    permalink = _permalink()
    place = timezone.get_current_timezone(), get_language() or ""
    action = _reply_link(page)
    deepest_answerable = settings.COMMENTS_MAX_DEPTH - 1 if answerable else 0
    in_reply_to = _("in reply to %(name)s")
    removed = f'<p class="comment-removed">{escape(_("This comment was removed."))}</p></li>\n'
    parts: list[str] = []
    for row in rows:
        parts.append(f'<li id="comment-{row.pk}" class="comment depth-{row.depth}">')
        if isinstance(row, Removed):
            parts.append(removed)
            continue
        name = f"<bdi>{escape(row.name)}</bdi>"
        author, answers = name, ""
        if row.website:
            website = escape(row.website)
            author = f'<a href="{website}" rel="nofollow ugc noopener">{name}</a>'
        if row.answers:
            words = in_reply_to % {"name": f"<bdi>{escape(row.answers)}</bdi>"}
            answers = f'\n<a href="#comment-{row.parent_id}">{words}</a>'
        below = action(row) if row.depth <= deepest_answerable else ""
        parts.append(
            f'<article aria-labelledby="author-{row.pk}"><header class="comment-head">'
            f"{_avatar(row.name)}"
            f'<div><h3 id="author-{row.pk}" class="comment-author">{author}</h3>'
            f'<p class="comment-meta"><a href="{permalink % row.pk}">'
            f"{_written(row.created_at, *place)}</a>"
            f"{answers}</p></div></header>"
            f'<div class="prose comment-text" dir="auto">{row.html}</div>{below}'
            f"</article></li>\n"
        )
    if not parts:
        return mark_safe("")
    return mark_safe(f'<ol class="comment-list">\n{"".join(parts)}</ol>')


def _permalink() -> str:
    """The address of a comment, with ``%d`` for its id."""
    return reverse("comments:permalink", args=[0]).replace("0", "%d")


def _reply_link(page: int) -> Callable[[Row], str]:
    """What stands below a comment that can be answered.

    A plain link, which js/replies.js makes quicker.
    """
    query = f"cpage={page}&amp;" if page > 1 else ""
    reply, title, label = (
        escape(text)
        for text in (_("Reply"), _("Leave a Reply to %(name)s"), _("Reply to %(name)s"))
    )

    def link(row: Row) -> str:
        name = {"name": escape(row.name)}
        return (
            '<p class="comment-actions"><a class="reply-link" rel="nofollow"'
            f' href="?{query}replytocom={row.pk}#respond" data-reply-to="{row.pk}"'
            f' data-title="{title % name}" aria-label="{label % name}">{reply}</a></p>'
        )

    return link


@lru_cache(maxsize=8_192)
def _written(moment: datetime, zone: tzinfo, language: str) -> str:
    """A time as ``<time>`` in the site's zone and the edition's words."""
    local = moment.astimezone(zone)
    words = escape(date_format(local, "DATETIME_FORMAT"))
    return f'<time datetime="{local.isoformat(timespec="seconds")}">{words}</time>'


@lru_cache(maxsize=8_192)
def _avatar(name: str) -> str:
    """The picture beside a name, which the name beside it makes superfluous to hear."""
    return (
        f'<span class="avatar avatar-{colour(name)}" aria-hidden="true">'
        f"{escape(initial(name))}</span>"
    )
