"""Mail to moderators when comments wait: what sets it going."""

from datetime import timedelta

from django.utils import timezone

from .models import Comment, Discussion, MailPreference, Status
from .tasks import mail_moderators, runs_until

#: What comes within this time of the first comment goes into the same mail.
_GATHERING = timedelta(seconds=20)


def something_waits(comment: Comment, site: Discussion) -> None:
    """Let the worker mail those who want it at once, if this comment is held.

    Called last in the transaction that stores the comment: the mail goes if the comment
    stays. Costs nothing when nobody wants mail at once, and a look at the queue when a run
    is on its way.
    """
    if comment.status != Status.HELD or not site.mail_at_once:
        return
    now = timezone.now()
    if not runs_until(now + MailPreference.PAUSE):
        mail_moderators.using(run_after=now + _GATHERING).enqueue()
