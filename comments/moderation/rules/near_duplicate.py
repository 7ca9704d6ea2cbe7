from collections.abc import Iterator
from datetime import timedelta
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from blog.search.folding import words

from ...likeness import similarity
from ...models import Comment
from ...models.search import comments_like
from ...sanitize import plain_text
from ..findings import Finding, Outcome
from ..submission import Submission

#: Characters that are compared, so that no text is worth the wait: its beginning tells enough.
_LONGEST = 10_000


class NearDuplicate:
    """Holds a text that somebody left before with small changes.

    On whatever article, by whomever (the same reader, too) and whatever became of it, in the
    last ``days``. Held is what has at least ``percent`` of all pairs of neighbouring words in
    common; case, accents and invisible characters make no difference. Texts of fewer than
    eight words pass, so does an answer that quotes what it answers, and staff.
    """

    name: ClassVar = "near_duplicate"
    label: ClassVar = _("Nearly the same text")

    def __init__(self, percent: int = 80, days: int = 30) -> None:
        self.percent = percent
        self.days = days

    def check(self, submission: Submission) -> Iterator[Finding]:
        if not self.percent or not self.days or submission.staff:
            return
        ids = comments_like(submission.marks) if submission.marks else []
        if not ids:
            return
        typed = words(submission.plain[:_LONGEST])
        for pk, status, html in self._before(submission, ids):
            percent = round(similarity(typed, words(plain_text(html)[:_LONGEST])) * 100)
            if percent >= self.percent:
                yield Finding(
                    self.name,
                    Outcome.HOLD,
                    gettext_noop("The same to %(percent)d percent as comment %(comment)d."),
                    {"percent": percent, "comment": pk, "status": status},
                    setting=f"near_duplicate_percent={self.percent}",
                    risk=20,
                )
                return

    def _before(self, submission: Submission, ids: list[int]) -> QuerySet[Any, Any]:
        """The candidates, newest first: id, status and the beginning of what readers see."""
        lately = submission.at - timedelta(days=self.days)
        earlier = Comment.objects.filter(pk__in=ids, created_at__gt=lately)
        earlier = earlier.exclude(pk=submission.replaced_id)
        if submission.parent:
            earlier = earlier.exclude(pk=submission.parent.pk)
        return earlier.order_by("-pk").values_list("pk", "status", Left("html", 2 * _LONGEST))
