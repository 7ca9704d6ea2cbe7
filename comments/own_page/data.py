"""Everything that the site holds about an address, for its owner.

What moderators say among themselves, and by which rules they are helped, is theirs: whoever
knew it would know how to get around it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy

from ..models import Comment, Decision, Edit, Letter, Reader, Status, Subscription

#: What an author is told of where his comment stands; of spam no more than of the rest.
_STANDS = {
    Status.HELD: gettext_lazy("waits for a moderator"),
    Status.APPROVED: gettext_lazy("published"),
    Status.SPAM: gettext_lazy("not published"),
    Status.TRASH: gettext_lazy("not published"),
    Status.PURGED: gettext_lazy("removed for good"),
}


def comments_of(address: str) -> Iterator[Comment]:
    """The comments that bear the address, newest first, with their article, log and old texts."""
    bearing = Comment.objects.filter(email_folded=address.casefold())
    told = bearing.select_related("article").prefetch_related(
        Prefetch("decisions", Decision.objects.order_by("pk")),
        Prefetch("edits", Edit.objects.order_by("pk")),
    )
    return told.order_by("-pk").iterator(chunk_size=500)


def is_anything_held(address: str) -> bool:
    """Whether the address stands on a comment, or asked for mail."""
    folded = address.casefold()
    comments = Comment.objects.filter(email_folded=folded)
    return comments.exists() or Reader.objects.filter(email_folded=folded).exists()


def stands(comment: Comment) -> str:
    """Where the comment stands, as its author is told."""
    return str(_STANDS[Status(comment.status)])


def held_about(reader: Reader) -> dict[str, Any]:
    """The whole as JSON takes it; times are in ISO 8601."""
    subscriptions = Subscription.objects.filter(reader=reader).select_related("article")
    letters = Letter.objects.filter(reader=reader).select_related("decision")
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
            "subscriptions": [
                {
                    "article": settings.SITE_URL + subscription.article.get_absolute_url(),
                    "only_answers_to_comment": subscription.comment_id,
                    "asked": _time(subscription.made_at),
                    "confirmed": _time(subscription.confirmed_at),
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
        "comments": list(map(_comment, comments_of(reader.email))),
    }


def _comment(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.pk,
        "article": settings.SITE_URL + comment.article.get_absolute_url(),
        "in_reply_to": comment.parent_id,
        "name": comment.name,
        "email": comment.email,
        "website": comment.website,
        "text": comment.source,
        "shown_as": comment.html,
        "stands": stands(comment),
        "written": _time(comment.created_at),
        "first_published": _time(comment.approved_at),
        "ip_address": comment.ip,
        "network": comment.network,
        "browser": comment.user_agent,
        "recognised_by_cookie": comment.browser_key is not None,
        "changes": [
            {"field": edit.field, "was": edit.was, "when": _time(edit.made_at)}
            for edit in comment.edits.all()
        ],
        "decisions": [
            {"stands": str(_STANDS[Status(decision.to_status)]), "when": _time(decision.made_at)}
            for decision in comment.decisions.all()
        ],
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
