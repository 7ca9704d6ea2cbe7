"""The comments of a page as HTML: one flat pass over prepared strings.

A template for each comment takes ten times as long, and an article may have a thousand.
Everything that a reader typed is escaped here, except ``html``, which comments.sanitize
made.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from blog.editions import address_in, current_edition

from .avatar import colour, initial
from .places import Order, Place
from .threads import Badge, Edited, Removed, Row


def listed(
    rows: Sequence[Row | Removed],
    place: Place,
    deepest_answerable: int,
    beside: Mapping[int, str] | None = None,
) -> Iterator[str | bytes]:
    """One page of an article's comments, as an ``<ol>`` in pieces; none when there are none.

    Pieces are text or UTF-8. The answers in a thread stand in a ``<details>``, which folds
    them away. The links below each comment lead back to this page, ``place``;
    ``deepest_answerable`` is the depth down to which there are such links, 0 where the article
    takes no replies. ``beside`` is safe HTML that stands with those links, by the comment's id.
    """
    if not rows:
        return
    before_id, after_id = _around_id("comments:permalink")
    zone, language = timezone.get_current_timezone(), get_language() or ""
    words = _words(language)
    here = place.query.replace("&", "&amp;")
    query = f"{here}&amp;" if here else ""
    order = "" if place.order == Order.OLDEST else f"?corder={place.order}"
    sizes, following = _around(rows)
    is_inside = False
    before = '<ol class="comment-list">\n'
    for row in rows:
        is_top = row.depth == 1
        if is_top and is_inside:
            before += "</ol></details></li>\n"
        is_inside = not is_top or row.pk in sizes
        end = _thread(sizes[row.pk], language) if is_top and is_inside else "</li>\n"
        if isinstance(row, Removed):
            before += (
                f'<li id="comment-{row.pk}" class="comment depth-{row.depth}">{words.removed}{end}'
            )
            continue
        pk, parent, name, website, created_at, html, depth, answers, badge, edited = row
        person = _person(name, language)
        author = person.name
        if website:
            website = escape(website)
            author = f'<a href="{website}" rel="nofollow ugc noopener">{author}</a>'
        above = below = onward = ""
        if answers:
            above = f'\n<a href="#comment-{parent}">{_person(answers, language).in_reply_to}</a>'
        if depth <= deepest_answerable:  # a plain link, which js/replies.js makes quicker
            below = (
                f'<a class="reply-link" rel="nofollow"'
                f' href="?{query}replytocom={pk}#respond" data-reply-to="{pk}"'
                f"{person.reply_to}</a>"
            )
        if pk in following:
            onward = f'<a href="#comment-{following[pk]}">{words.next}</a>'
        if beside:
            below += beside.get(pk, "")
        yield (
            f'{before}<li id="comment-{pk}" class="comment depth-{depth}">'
            f'<article aria-labelledby="author-{pk}"><header class="comment-head">'
            f"{person.avatar}"
            f'<div><h3 id="author-{pk}" class="comment-author">{author}{words.badges[badge]}</h3>'
            f'<p class="comment-meta"><a href="{before_id}{pk}{after_id}{order}">'
            f"{_written(created_at, zone, language)}</a>{words.edited[edited]}"
            f"{above}</p></div></header>"
            f'<div class="prose comment-text" dir="auto">'
        )
        yield html
        before = (
            f'</div><p class="comment-actions">{below}'
            f"{words.report}{pk}{person.report}{onward}</p></article>{end}"
        )
    yield f"{before}</ol></details></li>\n</ol>" if is_inside else f"{before}</ol>"


def _around(rows: Sequence[Row | Removed]) -> tuple[dict[int, int], dict[int, int]]:
    """By the ids of those with answers: how many a thread has, and the next that is none.

    What isn't there is not counted, and behind the last answers nothing follows.
    """
    sizes: dict[int, int] = {}
    following: dict[int, int] = {}
    answered: list[Row | Removed] = []  # one inside the other
    top, before = rows[0].pk, rows[0]
    for row in rows:
        depth = row.depth
        if depth > before.depth:
            answered.append(before)
        else:
            while answered and answered[-1].depth >= depth:
                following[answered.pop().pk] = row.pk
        if depth == 1:
            top = row.pk
        else:
            sizes[top] = sizes.get(top, 0) + isinstance(row, Row)
        before = row
    return sizes, following


class _Words(NamedTuple):
    """What stands beside comments, as HTML."""

    removed: str
    next: str
    #: What stands before the id in the link to report it.
    report: str
    badges: dict[str, str]
    edited: dict[str, str]


@lru_cache
def _words(language: str) -> _Words:
    """In the edition's words."""
    # gettext's collector doesn't look into f-strings.
    removed = _("This comment was removed.")
    badges: dict[str, str] = {
        badge: f' <span class="comment-badge badge-{badge}">{escape(str(badge.label))}</span>'
        for badge in Badge
    }
    edited: dict[str, str] = {who: f" <span>{escape(str(who.label))}</span>" for who in Edited}
    return _Words(
        removed=f'<p class="comment-removed">{escape(removed)}</p>',
        next=escape(_("Skip the answers")),
        report=f'<a class="report-link" rel="nofollow" href="{_around_id("comments:report")[0]}',
        badges={"": "", **badges},
        edited={"": "", **edited},
    )


@lru_cache(maxsize=1_024)
def _thread(size: int, language: str) -> str:
    """What opens the answers in a thread."""
    answers = escape(ngettext("%(count)d answer", "%(count)d answers", size) % {"count": size})
    return f'<details class="thread" open><summary>{answers}</summary><ol>\n'


def _around_id(view: str) -> tuple[str, str]:
    """What stands before and after the id of a comment in the address of a page about it."""
    address = address_in(current_edition(), view, 0)
    before, _zero, after = address.rpartition("0")
    return before, after


class _Person(NamedTuple):
    """What a name looks like in its places, as HTML.

    ``reply_to`` ends the tag of a link, ``report`` begins behind an id and ends the link.
    """

    name: str
    avatar: str
    in_reply_to: str
    reply_to: str
    report: str


@lru_cache(maxsize=2_048)  # a name of 245 quotation marks takes 20 kB
def _person(name: str, language: str) -> _Person:
    """In the edition's words. The picture is superfluous to hear: the name is beside it."""
    escaped = escape(name)
    isolated = f"<bdi>{escaped}</bdi>"
    reply, title, label, report, report_label = (
        escape(text)
        for text in (
            _("Reply"),
            _("Leave a Reply to %(name)s"),
            _("Reply to %(name)s"),
            _("Report"),
            _("Report the comment of %(name)s"),
        )
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
        report=(
            f'{_around_id("comments:report")[1]}"'
            f' aria-label="{report_label % {"name": escaped}}">{report}</a>'
        ),
    )


@lru_cache(maxsize=8_192)
def _written(moment: str, zone: tzinfo, language: str) -> str:
    """A time as ``<time>`` in the site's zone and the edition's words."""
    known = datetime.fromisoformat(moment)
    local = (known if known.tzinfo else known.replace(tzinfo=UTC)).astimezone(zone)
    words = escape(date_format(local, "DATETIME_FORMAT"))
    return f'<time datetime="{local.isoformat(timespec="seconds")}">{words}</time>'
