"""Where comments came from, and with what, is forgotten but for the outlines.

Of an IP address its network stays, which every comment bears beside it from the beginning;
the address itself goes. A made-up one, such as the first of the network, would stand at the
desk as if somebody had written from there, and comments of a whole street would count as one
person's.
"""

from collections import defaultdict
from datetime import datetime
from ipaddress import ip_network
from typing import Any

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from ..browsers import FAMILIES, family
from ..client import network_of
from ..models import Comment, CommentEntry, Reason
from .portions import in_portions

#: As the condition of its index says it: a database compares the two word for word.
_IS_WHOLE = "NOT (user_agent IN ({}))".format(", ".join(f"'{name}'" for name in ("", *FAMILIES)))


def truncate_addresses(before: datetime) -> int:
    """Forget the IP addresses of comments from before this time, but for their networks.

    The search finds these comments by the first parts of an address, as before.
    """
    due = Comment.objects.filter(ip__isnull=False, created_at__lt=before)
    return in_portions(due.order_by("created_at").prefetch_related("reasons"), _truncate)


def _truncate(comments: list[Comment]) -> int:
    for comment in comments:
        network = comment.network or network_of(comment.ip)
        if network != comment.network:
            Comment.objects.filter(pk=comment.pk).update(network=network)
        comment.network, comment.ip = network, None
        for reason in comment.reasons.all():
            if reason.field == "ip":
                _widen(reason, network)
    done = Comment.objects.filter(pk__in=[comment.pk for comment in comments]).update(ip=None)
    CommentEntry.keep(*comments)
    return done


def _widen(reason: Reason, network: str) -> None:
    """What a rule said of the address, it says of the network."""
    details = {name: _without_address(value, network) for name, value in reason.details.items()}
    setting = reason.setting
    for name, value in reason.details.items():
        setting = setting.replace(str(value), str(details[name]))
    Reason.objects.filter(pk=reason.pk).update(
        details=details, setting=setting, start=None, end=None
    )


def _without_address(value: Any, network: str) -> Any:
    """The network instead of an address or a range inside it."""
    try:
        inside, around = ip_network(value), ip_network(network)
        is_inside = inside.version == around.version and inside.prefixlen > around.prefixlen
    except ValueError:
        return value
    return network if is_inside else value


def reduce_browsers(before: datetime) -> int:
    """Forget the browsers of comments from before this time, but for their families."""
    is_whole: Any = RawSQL(_IS_WHOLE, [], output_field=BooleanField())  # noqa: S611
    due: QuerySet[Comment] = Comment.objects.filter(is_whole, created_at__lt=before)
    return in_portions(due.order_by("created_at").only("user_agent"), _reduce)


def _reduce(comments: list[Comment]) -> int:
    of_family = defaultdict(list)
    for comment in comments:
        of_family[family(comment.user_agent)].append(comment.pk)
    of_browsers = Reason.objects.filter(comment__in=comments, field="user_agent")
    of_browsers.update(start=None, end=None)
    return sum(
        Comment.objects.filter(pk__in=ids).update(user_agent=name)
        for name, ids in of_family.items()
    )
