from collections.abc import Iterator
from http import HTTPStatus
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from blog.prepared import Prepared

from ...mailbox import folded
from ...models import Comment, Status
from ..findings import Finding, Outcome
from ..submission import Submission

_said_before = Prepared(
    lambda article, fingerprint: (
        Comment.objects.on(article)
        .filter(fingerprint=fingerprint)
        .exclude(status=Status.TRASH)
        .order_by()
        .values_list("pk", "parent_id", "name", "email_folded", "network", "browser_key")
    )
)


class Duplicate:
    """Refuses what the same person said in the same place before.

    WordPress's rule: same article, parent and text, same name or address, not in the
    trash. The texts are compared without regard to case, spacing and Unicode form.

    An address counts from the same network only: who wrote a comment under some name would
    else be told to whoever sends its words again with the addresses that he suspects.
    """

    name: ClassVar = "duplicate"
    label: ClassVar = _("Said before")

    def check(self, submission: Submission) -> Iterator[Finding]:
        said_before = _said_before(
            article=submission.article.pk, fingerprint=submission.fingerprint
        )
        place = submission.parent.pk if submission.parent else None
        name, by_mail = submission.name.casefold(), (folded(submission.email), submission.network)
        if any(
            pk != submission.replaced_id
            and parent == place
            and (
                its_name.casefold() == name
                or (email, network) == by_mail
                or (key is not None and key == submission.proven_key)
            )
            for pk, parent, its_name, email, network, key in said_before
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
