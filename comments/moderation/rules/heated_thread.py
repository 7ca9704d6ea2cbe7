import math
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from blog.prepared import Prepared

from ...mailbox import folded
from ...models import Comment, Status
from ..findings import Finding, Outcome
from ..submission import Submission

#: Doublings of the pause; the longest one is sixty-four times the shortest.
_MOST_DOUBLINGS = 6


class HeatedThread:
    """Slows down who answers in a thread in which much was removed or reported.

    From ``removals`` removed or reported comments on, the same person (browser, IP address, or
    email address in the same network) waits ``seconds`` between two replies in that thread, and
    twice as long with each further one. Staff are not slowed down; 0 switches it off.
    """

    name: ClassVar = "heated_thread"
    label: ClassVar = _("Heated thread")

    def __init__(self, removals: int = 3, seconds: int = 60) -> None:
        self.removals = removals
        self.seconds = seconds

    def check(self, submission: Submission) -> Iterator[Finding]:
        above = submission.parent
        if above is None or submission.staff or not self.removals:
            return
        thread = {"article": submission.article.pk, "thread": above.thread_id}
        heat = len(_removed_or_reported(**thread))
        if heat < self.removals:
            return
        pause = timedelta(seconds=self.seconds) * 2 ** min(heat - self.removals, _MOST_DOUBLINGS)
        last = _last_words(above, submission)
        wait = math.ceil((last + pause - submission.at).total_seconds()) if last else 0
        if wait > 0:
            yield Finding(
                self.name,
                Outcome.REFUSE,
                gettext_noop(
                    "This discussion is heated, so it goes more slowly. Take your time, and "
                    "press the button again in %(seconds)d s."
                ),
                {"seconds": wait},
                setting=f"heated_removals={self.removals}",
                answer=HTTPStatus.TOO_MANY_REQUESTS,
                retry_after=wait,
            )


def _heating(article: Any, thread: Any) -> QuerySet[Comment, int]:
    in_thread = Comment.objects.on(article).filter(thread=thread)
    heating = in_thread.filter(
        Q(status=Status.TRASH)
        | Q(status=Status.SPAM, approved_at__isnull=False)  # not what the rules caught: bots
        | Q(status=Status.APPROVED, reported__gt=0)
    )
    return heating.order_by().values_list("pk", flat=True)[:100]


_removed_or_reported = Prepared(_heating)


def _last_words(above: Comment, submission: Submission) -> Any:
    """When the same person last wrote in the thread, whatever became of it."""
    person = Q(email_folded=folded(submission.email), network=submission.network)
    if submission.ip:
        person |= Q(ip=submission.ip)
    if submission.proven_key:
        person |= Q(browser_key=submission.proven_key)
    theirs = Comment.objects.on(above.article_id).filter(person, thread=above.thread_id)
    theirs = theirs.exclude(pk=submission.replaced_id)
    return theirs.order_by("-created_at").values_list("created_at", flat=True).first()
