from collections.abc import Iterator
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ...models import Comment
from ..findings import Finding, Outcome
from ..submission import Submission


class FirstTime:
    """Holds whoever can't show that a comment of theirs was approved before.

    The proof is the signed cookie of a browser that left an approved comment. A name
    and an address prove nothing: anybody can type them.
    """

    name: ClassVar = "first_time"
    label: ClassVar = _("First comment")

    def check(self, submission: Submission) -> Iterator[Finding]:
        if submission.staff or self._is_known(submission):
            return
        yield Finding(
            self.name, Outcome.HOLD, gettext_noop("No approved comment from this browser yet.")
        )

    def _is_known(self, submission: Submission) -> bool:
        if submission.proven_key is None:
            return False
        return Comment.objects.approved().filter(browser_key=submission.proven_key).exists()
