from collections.abc import Iterator
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from blog.prepared import Prepared

from ...models import Comment, Status
from ..findings import Finding, Outcome
from ..submission import Submission


class FirstTime:
    """Holds whoever can't show that a comment of theirs was approved before.

    The proof is the signed cookie of a browser that left an approved comment, or that this
    is the new text of a published one. A name and an address prove nothing: anybody can type
    them.
    """

    name: ClassVar = "first_time"
    label: ClassVar = _("First comment")

    def __init__(self, asked_for: bool = True) -> None:
        self.asked_for = asked_for

    def check(self, submission: Submission) -> Iterator[Finding]:
        if not self.asked_for or submission.staff or self._is_known(submission):
            return
        yield Finding(
            self.name,
            Outcome.HOLD,
            gettext_noop("No approved comment from this browser yet."),
            setting="comment_previously_approved=1",
            risk=1,
        )

    def _is_known(self, submission: Submission) -> bool:
        if submission.replacing and submission.replacing.status == Status.APPROVED:
            return True
        if submission.proven_key is None:
            return False
        return bool(_approved_from(browser=submission.proven_key))


_approved_from = Prepared(
    lambda browser: (
        Comment.objects.approved()
        .filter(browser_key=browser)
        .order_by()
        .values_list("pk", flat=True)[:1]
    )
)
