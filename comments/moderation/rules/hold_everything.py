from collections.abc import Iterator
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ..findings import Finding, Outcome
from ..submission import Submission


class HoldEverything:
    """Holds every reply to an article for which somebody has set that (``comment_moderation``).

    The article says so itself, or its category, or the whole site. Staff pass.
    """

    name: ClassVar = "hold_everything"
    label: ClassVar = _("Everything is held")

    def check(self, submission: Submission) -> Iterator[Finding]:
        if submission.openness.holds_everything and not submission.staff:
            yield Finding(
                self.name,
                Outcome.HOLD,
                gettext_noop("Every comment on this article is held."),
                setting="comment_status=held",
                risk=1,
            )
