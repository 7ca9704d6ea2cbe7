from collections.abc import Iterator
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ..findings import Finding, Outcome, Span
from ..lists import lists
from ..submission import Submission

_OUTCOMES = {"hold": Outcome.HOLD, "disallow": Outcome.SPAM}


class BlockedAddress:
    """Holds or takes for spam what comes from a blocked email address, domain or IP range.

    A block ends by itself at its time. The author is told nothing. Staff pass.
    """

    name: ClassVar = "blocked_address"
    label: ClassVar = _("Blocked address")

    def check(self, submission: Submission) -> Iterator[Finding]:
        if submission.staff:
            return
        listed = lists(submission.site)
        email = Span("email", 0, len(submission.email))
        found = [(block, email) for block in listed.blocks_of_email(submission.email)]
        if submission.ip:
            ip = Span("ip", 0, len(submission.ip))
            found += [(block, ip) for block in listed.blocks_of_ip(submission.ip)]
        for block, span in found:
            if block.is_in_force(submission.at):
                outcome = _OUTCOMES[block.outcome]
                yield Finding(
                    self.name,
                    outcome,
                    gettext_noop("%(address)s is on the list of blocked addresses."),
                    {"address": block.value},
                    span,
                    f"block={block.value}",
                    risk=50 if outcome is Outcome.SPAM else 10,
                )
