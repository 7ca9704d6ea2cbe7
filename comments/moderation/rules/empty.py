from collections.abc import Iterator
from http import HTTPStatus
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from blog.characters import shows_something

from ..findings import Finding, Outcome
from ..submission import Submission


class Empty:
    """Refuses markup around nothing, such as ``<b></b>``."""

    name: ClassVar = "empty"
    label: ClassVar = _("Nothing to see")

    def check(self, submission: Submission) -> Iterator[Finding]:
        if not shows_something(submission.plain):
            yield Finding(
                self.name,
                Outcome.REFUSE,
                gettext_noop(
                    "There is nothing to see in your comment yet. Please add some words."
                ),
                answer=HTTPStatus.UNPROCESSABLE_ENTITY,
            )
