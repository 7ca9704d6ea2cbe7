from collections.abc import Iterator
from http import HTTPStatus
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ..findings import Finding, Outcome
from ..submission import Submission


class Closed:
    """Refuses a reply to an article that takes none (any more)."""

    name: ClassVar = "closed"
    label: ClassVar = _("Comments closed")

    def check(self, submission: Submission) -> Iterator[Finding]:
        if not submission.openness.takes_replies:
            yield Finding(
                self.name,
                Outcome.REFUSE,
                gettext_noop(
                    "Comments on this article are closed. Your text is below, so you can copy it."
                ),
                answer=HTTPStatus.FORBIDDEN,
            )
