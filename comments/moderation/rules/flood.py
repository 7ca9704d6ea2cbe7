import math
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from http import HTTPStatus
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from blog.prepared import Prepared, first_values

from ...mailbox import folded
from ...models import Comment
from ..findings import Finding, Outcome
from ..submission import Submission


class Flood:
    """Refuses replies that come too fast.

    One in ``seconds`` from an IP address or email address (WordPress's rule), and
    ``per_network`` in ``minutes`` from a network (/24 in IPv4, /48 in IPv6), so that
    changing the last digits doesn't help. An author who changes a comment again and again
    waits as long. Members of staff are not slowed down.

    An email address counts within its network only: typed elsewhere by somebody else it
    would keep its owner waiting, and tell that he has just written.
    """

    name: ClassVar = "flood"
    label: ClassVar = _("Too fast")

    def __init__(self, seconds: int = 15, per_network: int = 30, minutes: int = 10) -> None:
        self.pause = timedelta(seconds=seconds)
        self.per_network = per_network
        self.window = timedelta(minutes=minutes)

    def check(self, submission: Submission) -> Iterator[Finding]:
        if submission.staff or not self.pause:
            return
        free_at = max(self._free_at(submission), default=submission.at)
        wait = math.ceil((free_at - submission.at).total_seconds())
        if wait > 0:
            yield Finding(
                self.name,
                Outcome.REFUSE,
                gettext_noop(
                    "You are posting comments too quickly. "
                    "Press the button again in %(seconds)d s."
                ),
                {"seconds": wait},
                answer=HTTPStatus.TOO_MANY_REQUESTS,
                retry_after=wait,
            )

    def _free_at(self, submission: Submission) -> list[datetime]:
        """When each of the limits that are reached lets the next reply pass."""
        paused, began = submission.at - self.pause, submission.at - self.window
        but, after = {"but": submission.replaced_id}, {"after": paused}
        person = {"email": folded(submission.email), "network": submission.network}
        asked = [(_by_email, {**person, **after, **but}, self.pause)]
        if submission.ip:
            asked.append((_by_ip, {"ip": submission.ip, **after, **but}, self.pause))
        if submission.network:
            near, began_after = _by_network(self.per_network), {"after": began}
            asked.append(
                (near, {"network": submission.network, **began_after, **but}, self.window)
            )
        times = first_values(*((prepared, values) for prepared, values, _pause in asked))
        pauses = (pause for _prepared, _values, pause in asked)
        free = [time + pause for time, pause in zip(times, pauses, strict=True) if time]
        revised = submission.replacing.revised_at if submission.replacing else None
        return [*free, revised + self.pause] if revised else free


def _newest_times(
    comments: QuerySet[Comment], after: Any, but: Any
) -> QuerySet[Comment, datetime]:
    others = comments.filter(created_at__gt=after).exclude(pk=but)
    return others.order_by("-created_at").values_list("created_at", flat=True)


_by_email = Prepared(
    lambda email, network, after, but: _newest_times(
        Comment.objects.filter(email_folded=email, network=network), after, but
    )[:1]
)
_by_ip = Prepared(
    lambda ip, after, but: _newest_times(Comment.objects.filter(ip=ip), after, but)[:1]
)


@lru_cache
def _by_network(many: int) -> Prepared:
    """The comment that is so many before the next one."""

    def before(network: Any, after: Any, but: Any) -> QuerySet[Comment, datetime]:
        near = Comment.objects.filter(network=network)
        return _newest_times(near, after, but)[many - 1 : many]

    return Prepared(before)
