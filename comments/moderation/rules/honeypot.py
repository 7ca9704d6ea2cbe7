from collections.abc import Iterator
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ..findings import Finding, Outcome
from ..submission import Submission


class Honeypot:
    """Takes for spam what fills in the field that people don't see."""

    name: ClassVar = "honeypot"
    label: ClassVar = _("Hidden field")

    def check(self, submission: Submission) -> Iterator[Finding]:
        if submission.honeypot:
            yield Finding(
                self.name,
                Outcome.SPAM,
                gettext_noop("The field that people don't see was filled in with “%(typed)s”."),
                {"typed": submission.honeypot[:100]},
                risk=50,
            )
