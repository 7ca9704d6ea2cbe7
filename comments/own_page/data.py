"""Everything that the site holds about an address, for its owner.

What moderators say among themselves, and by which rules they are helped, is theirs: whoever
knew it would know how to get around it.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import gettext, gettext_lazy

from blog.models import Article

from ..erasing import Address
from ..models import (
    Comment,
    Decision,
    Edit,
    Letter,
    Reader,
    Status,
    Subscription,
    Via,
    Withdrawal,
)

_WAITS = gettext_lazy("waits for a moderator")

#: What an author is told of where his comment stands.
_STANDS = {
    Status.HELD: _WAITS,
    Status.APPROVED: gettext_lazy("published"),
    Status.SPAM: gettext_lazy("not published"),
    Status.TRASH: gettext_lazy("not published"),
    Status.PURGED: gettext_lazy("removed for good"),
}


def comments_of(address: str) -> Iterator[Comment]:
    """The comments that bear the address, newest first, with their article, log and old texts."""
    bearing = Comment.objects.filter(email_folded__in=Address(address).same)
    told = bearing.select_related("article").prefetch_related(
        Prefetch("decisions", Decision.objects.order_by("pk")),
        Prefetch("edits", Edit.objects.order_by("pk")),
    )
    return told.order_by("-pk").iterator(chunk_size=500)


def is_anything_held(address: str) -> bool:
    """Whether the address stands on a comment, or asked for mail."""
    same = Address(address).same
    comments = Comment.objects.filter(email_folded__in=same)
    return comments.exists() or Reader.objects.filter(email_folded__in=same).exists()


def stands(comment: Comment) -> str:
    """Where the comment stands, as its author is told."""
    log = list(comment.decisions.all())
    return _left_it(log[-1]) if log else str(_STANDS[Status(comment.status)])


def _left_it(decision: Decision) -> str:
    """How a decision left the comment. What rules alone took for spam seems to wait: whoever
    is told which words they take would find others."""
    if decision.is_withdrawal:
        return gettext("withdrawn by you")
    if decision.to_status == Status.SPAM and decision.via == Via.RULES:
        return str(_WAITS)
    return str(_STANDS[Status(decision.to_status)])


def known_senders(reader: Reader, browser: UUID | None) -> Callable[[Comment], bool]:
    """Whether a comment came from a browser that is known to be the reader's.

    That is the one that opens the page, and those in which he confirmed his address. Anybody
    may have typed it on any other comment, and is not betrayed to whoever reads its mail.
    """
    confirmed = Subscription.objects.filter(
        reader=reader, same_browser=True, comment__isnull=False
    )
    keys = {browser, *confirmed.values_list("comment__browser_key", flat=True)} - {None}
    return lambda comment: comment.browser_key in keys


def senders_are_hidden() -> str:
    """Why not every comment says where it came from."""
    return gettext(
        "Whoever types an address need not own it. So IP address and browser are shown only "
        "where a comment came from a browser that is known to be yours."
    )


def held_about(reader: Reader, browser: UUID | None = None) -> dict[str, Any]:
    """The whole as JSON takes it, for whom holds the key of a browser; times in ISO 8601."""
    is_known = known_senders(reader, browser)
    subscriptions = Subscription.objects.filter(reader=reader).select_related("article")
    letters = Letter.objects.filter(reader=reader).select_related("decision")
    withdrawals = Withdrawal.objects.filter(comment__email_folded__in=Address(reader.email).same)
    return {
        "site": settings.SITE_URL,
        "address": reader.email,
        "language": reader.language,
        "mail": {
            "how_often": reader.how,
            "first_asked": _time(reader.made_at),
            "confirmed": _time(reader.confirmed_at),
            "last_asked_to_confirm": _time(reader.asked_at),
            "last_led_to_this_page": _time(reader.led_at),
            "last_told": _time(reader.told_at),
            "refused_by_your_mail_server_since": _time(reader.refused_since),
            "subscriptions": [
                {
                    "article": _address(subscription.article),
                    "only_answers_to_comment": subscription.comment_id,
                    "asked": _time(subscription.made_at),
                    "confirmed": _time(subscription.confirmed_at),
                    "confirmed_in_the_browser_of_the_comment": subscription.same_browser,
                }
                for subscription in subscriptions
            ],
            "letters": [
                {
                    "kind": letter.kind,
                    "comment": letter.decision.comment_id,
                    "made": _time(letter.made_at),
                    "done": _time(letter.done_at),
                }
                for letter in letters
            ],
        },
        "sent_from": senders_are_hidden(),
        "comments": [_comment(one, is_known(one)) for one in comments_of(reader.email)],
        "links_to_withdraw": [
            {
                "comment": withdrawal.pk,
                "asked": _time(withdrawal.asked_at),
                "sent": _time(withdrawal.sent_at),
            }
            for withdrawal in withdrawals.order_by("pk")
        ],
    }


def _comment(comment: Comment, is_known: bool) -> dict[str, Any]:
    sender = {
        "ip_address": comment.ip,
        "network": comment.network,
        "browser": comment.user_agent,
        "browser_key": comment.browser_key and str(comment.browser_key),
    }
    return {
        "id": comment.pk,
        "article": _address(comment.article),
        "in_reply_to": comment.parent_id,
        "name": comment.name,
        "email": comment.email,
        "website": comment.website,
        "text": comment.source,
        "shown_as": comment.html,
        "stands": stands(comment),
        "written": _time(comment.created_at),
        "first_published": _time(comment.approved_at),
        "sent_from": sender if is_known else None,
        "changes": [
            {"field": edit.field, "was": edit.was, "when": _time(edit.made_at)}
            for edit in comment.edits.all()
        ],
        "decisions": [
            {"stands": _left_it(decision), "when": _time(decision.made_at)}
            for decision in comment.decisions.all()
        ],
    }


def _address(article: Article) -> str | None:
    """Of one that readers can't open (any more) nothing is told."""
    return settings.SITE_URL + article.get_absolute_url() if article.is_public else None


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
