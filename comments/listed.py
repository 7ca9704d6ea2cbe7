"""The comments of a page as HTML: one flat pass over prepared strings.

A template for each comment takes ten times as long, and an article may have a thousand.
Everything that a reader typed is escaped here, except ``html``, which comments.sanitize
made.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from blog.editions import address_in, current_edition

from .avatar import colour, initial
from .threads import Removed, Row


def listed(
    rows: Iterable[Row | Removed], page: int, deepest_answerable: int
) -> Iterator[str | bytes]:
    """One page of an article's comments, as an ``<ol>`` in pieces; none when there are none.

    Pieces are text or UTF-8.

    ``page`` is the number of the page, which the links below each comment lead back to;
    ``deepest_answerable`` the depth down to which there are such links, 0 where the article
    takes no replies.
    """
    before_id, after_id = _permalink()
    zone, language = timezone.get_current_timezone(), get_language() or ""
    query = f"cpage={page}&amp;" if page > 1 else ""
    # gettext's collector doesn't look into f-strings.
    gone, badge, changed = (
        escape(text)
        for text in (_("This comment was removed."), _("Newsroom"), _("edited by the newsroom"))
    )
    removed = f'<p class="comment-removed">{gone}</p></li>\n'
    staff = f' <span class="comment-badge">{badge}</span>'
    edited = f" <span>{changed}</span>"
    is_empty = True
    for row in rows:
        if is_empty:
            yield '<ol class="comment-list">\n'
            is_empty = False
        if isinstance(row, Removed):
            yield f'<li id="comment-{row.pk}" class="comment depth-{row.depth}">{removed}'
            continue
        pk, parent, name, website, created_at, html, depth, answers, is_staff, is_edited = row
        person = _person(name, language)
        author = person.name
        if website:
            website = escape(website)
            author = f'<a href="{website}" rel="nofollow ugc noopener">{author}</a>'
        if is_staff:
            author += staff
        above = below = ""
        if answers:
            above = f'\n<a href="#comment-{parent}">{_person(answers, language).in_reply_to}</a>'
        if depth <= deepest_answerable:  # a plain link, which js/replies.js makes quicker
            below = (
                f'<p class="comment-actions"><a class="reply-link" rel="nofollow"'
                f' href="?{query}replytocom={pk}#respond" data-reply-to="{pk}"'
                f"{person.reply_to}</a></p>"
            )
        yield (
            f'<li id="comment-{pk}" class="comment depth-{depth}">'
            f'<article aria-labelledby="author-{pk}"><header class="comment-head">'
            f"{person.avatar}"
            f'<div><h3 id="author-{pk}" class="comment-author">{author}</h3>'
            f'<p class="comment-meta"><a href="{before_id}{pk}{after_id}">'
            f"{_written(created_at, zone, language)}</a>{edited if is_edited else ''}"
            f"{above}</p></div></header>"
            f'<div class="prose comment-text" dir="auto">'
        )
        yield html
        yield f"</div>{below}</article></li>\n"
    if not is_empty:
        yield "</ol>"


def _permalink() -> tuple[str, str]:
    """What stands before and after the id in the address of a comment."""
    address = address_in(current_edition(), "comments:permalink", 0)
    before, _zero, after = address.rpartition("0")
    return before, after


class _Person(NamedTuple):
    """What a name looks like in its places, as HTML; ``reply_to`` ends the tag of a link."""

    name: str
    avatar: str
    in_reply_to: str
    reply_to: str


@lru_cache(maxsize=2_048)  # a name of 245 quotation marks takes 20 kB
def _person(name: str, language: str) -> _Person:
    """In the edition's words. The picture is superfluous to hear: the name is beside it."""
    escaped = escape(name)
    isolated = f"<bdi>{escaped}</bdi>"
    reply, title, label = (
        escape(text)
        for text in (_("Reply"), _("Leave a Reply to %(name)s"), _("Reply to %(name)s"))
    )
    return _Person(
        name=isolated,
        avatar=(
            f'<span class="avatar avatar-{colour(name)}" aria-hidden="true">'
            f"{escape(initial(name))}</span>"
        ),
        in_reply_to=_("in reply to %(name)s") % {"name": isolated},
        reply_to=(
            f' data-title="{title % {"name": escaped}}"'
            f' aria-label="{label % {"name": escaped}}">{reply}'
        ),
    )


@lru_cache(maxsize=8_192)
def _written(moment: str, zone: tzinfo, language: str) -> str:
    """A time as ``<time>`` in the site's zone and the edition's words."""
    known = datetime.fromisoformat(moment)
    local = (known if known.tzinfo else known.replace(tzinfo=UTC)).astimezone(zone)
    words = escape(date_format(local, "DATETIME_FORMAT"))
    return f'<time datetime="{local.isoformat(timespec="seconds")}">{words}</time>'
