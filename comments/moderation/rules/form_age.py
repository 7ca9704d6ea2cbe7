from collections.abc import Iterator
from datetime import timedelta
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ... import form_token
from ..findings import Finding, Outcome
from ..submission import Submission


class FormAge:
    """Holds what was sent too soon after its first letter, or with a stale or forged token.

    A script fills in a form within a second, or sends one again that it kept. A reader
    without JavaScript has no token, and nothing is said against him. 0 switches a limit off.
    """

    name: ClassVar = "form_age"
    label: ClassVar = _("Age of the form")

    def __init__(self, min_seconds: int = 3, max_hours: int = 24) -> None:
        self.min_seconds = min_seconds
        self.max_hours = max_hours

    def check(self, submission: Submission) -> Iterator[Finding]:
        if not submission.form_token or submission.staff:
            return
        try:
            age = form_token.age(submission.form_token, submission.at)
        except form_token.Forged:
            yield Finding(
                self.name, Outcome.HOLD, gettext_noop("The form's token was made up."), risk=30
            )
            return
        if self.min_seconds and age < timedelta(seconds=self.min_seconds):
            yield Finding(
                self.name,
                Outcome.HOLD,
                gettext_noop("Sent %(seconds).1f s after the first letter was typed."),
                {"seconds": max(0.0, round(age.total_seconds(), 1))},
                setting=f"form_min_seconds={self.min_seconds}",
            )
        if self.max_hours and age > timedelta(hours=self.max_hours):
            yield Finding(
                self.name,
                Outcome.HOLD,
                gettext_noop("Sent with a form that was begun %(hours)d hours before."),
                {"hours": int(age / timedelta(hours=1))},
                setting=f"form_max_hours={self.max_hours}",
            )
