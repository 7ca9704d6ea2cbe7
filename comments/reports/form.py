from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blog.characters import null_shown

from ..forms import MESSAGES, SourceField
from ..models import Report

_NO_CAUSE = _("Please choose a reason.")


class ReportForm(forms.Form):
    """Why a reader wants the moderators to look at a comment (templates/comments/report.html)."""

    cause = forms.ChoiceField(
        choices=Report.Cause.choices,
        error_messages={"required": _NO_CAUSE, "invalid_choice": _NO_CAUSE},
    )
    note = SourceField(
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "class": "form-control"}),
        error_messages=MESSAGES,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="%s")

    def refuse(self, message: str) -> None:
        """Say that the report is not taken, and only that."""
        self.errors.clear()
        self.add_error(None, message)

    def give_back(self) -> None:
        """Make the form ready to be shown again with what was typed, the cursor at the error."""
        self.data = {name: null_shown(text) for name, text in self.data.items()}
        if "note" in self.errors and "cause" not in self.errors:
            self.fields["note"].widget.attrs |= {"autofocus": True}
        if "note" in self.errors:
            self.fields["note"].widget.attrs["class"] += " is-invalid"
