import math
from collections.abc import Iterator
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

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
        free_at = max(filter(None, self._free_at(submission)), default=submission.at)
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

    def _free_at(self, submission: Submission) -> Iterator[datetime | None]:
        """When each of the limits lets the next reply pass; None for one not reached."""
        last = Comment.objects.filter(created_at__gt=submission.at - self.pause)
        yield self._after(last.filter(email_folded=submission.email.casefold()), 0, self.pause)
        if submission.ip:
            yield self._after(last.filter(ip=submission.ip), 0, self.pause)
        if submission.network:
            lately = Comment.objects.filter(created_at__gt=submission.at - self.window)
            near = lately.filter(network=submission.network)
            yield self._after(near, self.per_network - 1, self.window)

    def _after(
        self, comments: QuerySet[Comment], position: int, pause: timedelta
    ) -> datetime | None:
        """A pause after the comment at this position, counted from the newest."""
        times = comments.order_by("-created_at").values_list("created_at", flat=True)
        found = times[position : position + 1].first()
        return found and found + pause
