"""The mail that tells a moderator which comments wait. No reader's address is in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid
from ipaddress import ip_network
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection
from django.db.models import Max, Min, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from blog.characters import clean_name

from ...models import Comment, Decision, MailPreference, Reason, Status, Via
from ..parts import MOST_SHOWN, host, shortened, site_name, written
from .links import Verb, make


def tell(preference: MailPreference, now: datetime) -> bool:
    """Send him one mail about what he was not told of; False when there is none to send.

    A mail that the server refuses changes nothing, and of two that run at once one sends.
    Raises what the server says.
    """
    untold = untold_decisions(preference, now)
    up_to = untold.aggregate(Max("pk"))["pk__max"]
    if up_to is None or preference.not_before(now) > now:
        return False
    told = untold.filter(pk__lte=up_to).values("comment")
    mail = waiting_mail(preference.user, Comment.objects.filter(pk__in=told))
    server = get_connection()
    with preference.telling(up_to, now) as is_ours:
        if is_ours:
            with server:
                server.send_messages([mail])
    return is_ours


def untold_decisions(preference: MailPreference, now: datetime) -> QuerySet[Decision]:
    """What the rules decided of the comments that his next mail tells of if it is sent now.

    A held comment is told of when it came, and again when its author has changed the text: the
    links in the mail before are used up then. Cut by id, as what he was told of is: none
    between the two is ever left out.
    """
    by_rules = Decision.objects.filter(via=Via.RULES, pk__gt=preference.told_up_to)
    waiting = by_rules.filter(comment__status=Status.HELD)
    until = min(preference.tells_until(now), now - _unsettled())
    later = waiting.filter(made_at__gte=until).aggregate(Min("pk"))["pk__min"]
    return waiting.filter(pk__lt=later) if later else waiting


def _unsettled() -> timedelta:
    """On PostgreSQL a decision may be stored a moment after one with a higher id."""
    return timedelta(seconds=5 if connection.vendor == "postgresql" else 0)


@dataclass(frozen=True)
class Shown:
    """What the mail says of one comment."""

    article: str
    name: str
    answers: str
    text: str
    reasons: list[str]
    links: list[tuple[str, str]]

    @property
    def lines(self) -> list[str]:
        """For plain text, where each line is marked as somebody else's."""
        return self.text.splitlines()


def waiting_mail(user: Any, untold: QuerySet[Comment]) -> EmailMultiAlternatives:
    """The mail to this moderator, in the site's own language, as nothing tells his."""
    with translation.override(settings.LANGUAGE_CODE):
        waiting = Comment.objects.filter(status=Status.HELD).count()
        words = {"count": waiting, "site": site_name()}
        subject = ngettext(
            "%(count)d comment waits on %(site)s", "%(count)d comments wait on %(site)s", waiting
        )
        context = {
            "subject": subject % words,
            "notes": list(_notes(waiting, untold.count())),
            "comments": [_shown(comment, user) for comment in _oldest(untold)],
            "desk": settings.SITE_URL + reverse("admin:comments_comment_changelist"),
            "preference": settings.SITE_URL + reverse("admin:comments_comment_mail"),
        }
        headers = {"Message-ID": make_msgid(domain=host())}
        return written("waiting", context, to=user.email, headers=headers)


def _notes(waiting: int, new: int) -> Iterator[str]:
    """What the mail shows of all that wait."""
    if new < waiting:
        text = ngettext("%(count)d of them is new.", "%(count)d of them are new.", new)
        yield text % {"count": new}
    if new > MOST_SHOWN:
        yield gettext("The oldest %(count)d are below.") % {"count": MOST_SHOWN}


def _oldest(untold: QuerySet[Comment]) -> QuerySet[Comment]:
    shown = untold.order_by("pk").select_related("article", "parent")
    shown = shown.defer("source", "article__body", "article__standfirst", "parent__source")
    shown = shown.prefetch_related("reasons").annotate(last_decision_id=Max("decisions"))
    return shown[:MOST_SHOWN]


def _shown(comment: Comment, user: Any) -> Shown:
    last: int = comment.last_decision_id  # type: ignore[attr-defined]
    return Shown(
        article=clean_name(comment.article.title),
        name=clean_name(comment.name),
        answers=clean_name(comment.parent.name) if comment.parent else "",
        text=shortened(comment),
        reasons=reasons_without_address(comment),
        links=[(str(verb.label), make(comment, verb, user, last)) for verb in Verb],
    )


def reasons_without_address(comment: Comment) -> list[str]:
    """Why the rules did not let it pass, in words, with "…" where its address would stand."""
    parts = "|".join(map(re.escape, _address_parts(comment)))
    addresses = re.compile(rf"(?<![\w.])(?:{parts})(?!\w)" if parts else "(?!)", re.IGNORECASE)
    return [
        _NETWORK.sub(lambda found: _hidden(found[0], comment), addresses.sub("…", _words(reason)))
        for reason in comment.reasons.all()
    ]


def _words(reason: Reason) -> str:
    """One about the address itself, such as a part of it that is listed, names nothing of it."""
    if reason.field not in ("email", "ip"):
        return str(reason)
    named = reason.details.items()
    return gettext(reason.message) % {
        key: "…" if isinstance(value, str) else value for key, value in named
    }


#: What may be an IP address or a range.
_NETWORK = re.compile(r"[0-9a-f:.]+[0-9a-f:](?:/\d{1,3})?", re.ASCII | re.IGNORECASE)


def _address_parts(comment: Comment) -> Iterator[str]:
    """The email address, its domain and the domains above that; the IP address, its network."""
    yield from filter(None, (comment.email, comment.network, comment.ip))
    domain = comment.email.partition("@")[2]
    while "." in domain:
        yield domain
        domain = domain.partition(".")[2]


def _hidden(found: str, comment: Comment) -> str:
    """An address or range around the one that the comment came from is hidden.

    Of an older comment its network is left (comments.retention).
    """
    place = comment.ip or comment.network
    try:
        is_his = place and ip_network(place).overlaps(ip_network(found, strict=False))
    except ValueError:
        return found
    return "…" if is_his else found
