from collections.abc import Iterator
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ... import newsroom
from ...lookalikes import skeleton
from ..findings import Finding, Outcome, Span
from ..submission import Submission

#: Words of a name that are looked at. More than a few are no name.
_MOST_WORDS = 8


class Impersonation:
    """Holds a guest whose name looks like that of a member of staff or of an author.

    Letters that look alike are equal, family names may come first or last, and what stands
    before or after a name of several words doesn't hide it ("Zarina Karimova (editor)"). A
    single word counts when it is the whole name: from eight letters on everywhere, a shorter
    one only under an article of an author who is called so. Staff pass.
    """

    name: ClassVar = "impersonation"
    label: ClassVar = _("Name of the newsroom")

    def check(self, submission: Submission) -> Iterator[Finding]:
        if submission.staff:
            return
        whose = _whose(submission)
        if whose:
            yield Finding(
                self.name,
                Outcome.HOLD,
                gettext_noop("The name looks like that of “%(name)s”, who is of the newsroom."),
                {"name": whose},
                Span("name", 0, len(submission.name)),
                risk=30,
            )


def _whose(submission: Submission) -> str:
    looks = skeleton(submission.name)
    if not looks:
        return ""
    known = newsroom.names()
    return (
        known.get(looks)
        or newsroom.in_byline(looks, submission.article)
        or newsroom.author_with_short_name(looks, submission.article)
        or next((known[part] for part in _parts(submission.name) if part in known), "")
    )


def _parts(name: str) -> Iterator[str]:
    """What each two or more words side by side look like, without the whole name."""
    words = name.split()[:_MOST_WORDS]
    for number in range(len(words) - 1, 1, -1):
        for first in range(len(words) - number + 1):
            yield skeleton(" ".join(words[first : first + number]))
