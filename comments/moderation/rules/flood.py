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

from ...models import Comment
from ..findings import Finding, Outcome
from ..submission import Submission


class Flood:
    """Refuses replies that come too fast.

    One in ``seconds`` from an IP address or email address (WordPress's rule), and
    ``per_network`` in ``minutes`` from a network (/24 in IPv4, /48 in IPv6), so that
    changing the last digits doesn't help. Members of staff are not slowed down.
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
        asked = [(_by_email, {"email": submission.email.casefold(), "after": paused}, self.pause)]
        if submission.ip:
            asked.append((_by_ip, {"ip": submission.ip, "after": paused}, self.pause))
        if submission.network:
            near = _by_network(self.per_network)
            asked.append((near, {"network": submission.network, "after": began}, self.window))
        times = first_values(*((prepared, values) for prepared, values, _pause in asked))
        pauses = (pause for _prepared, _values, pause in asked)
        return [time + pause for time, pause in zip(times, pauses, strict=True) if time]


def _newest_times(comments: QuerySet[Comment], after: Any) -> QuerySet[Comment, datetime]:
    newest_first = comments.filter(created_at__gt=after).order_by("-created_at")
    return newest_first.values_list("created_at", flat=True)


_by_email = Prepared(
    lambda email, after: _newest_times(Comment.objects.filter(email_folded=email), after)[:1]
)
_by_ip = Prepared(lambda ip, after: _newest_times(Comment.objects.filter(ip=ip), after)[:1])


@lru_cache
def _by_network(many: int) -> Prepared:
    """The comment that is so many before the next one."""
    return Prepared(
        lambda network, after: _newest_times(Comment.objects.filter(network=network), after)[
            many - 1 : many
        ]
    )
