from collections.abc import Iterator
from http import HTTPStatus
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ...models import Comment, Status
from ..findings import Finding, Outcome
from ..submission import Submission


class Duplicate:
    """Refuses what the same person said in the same place before.

    WordPress's rule: same article, parent and text, same name or address, not in the
    trash. The texts are compared without regard to case, spacing and Unicode form.
    """

    name: ClassVar = "duplicate"
    label: ClassVar = _("Said before")

    def check(self, submission: Submission) -> Iterator[Finding]:
        said_before = Comment.objects.filter(
            article=submission.article,
            fingerprint=submission.fingerprint,
            parent=submission.parent,
        ).exclude(status=Status.TRASH)
        person = {submission.name.casefold(), submission.email.casefold()}
        if any(
            person & {name.casefold(), email}
            for name, email in said_before.values_list("name", "email_folded")
        ):
            yield Finding(
                self.name,
                Outcome.REFUSE,
                gettext_noop(
                    "It looks as though you have said that already. "
                    "Change your text if you want to add something."
                ),
                answer=HTTPStatus.CONFLICT,
            )
