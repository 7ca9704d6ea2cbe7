from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blog.characters import null_shown
from blog.ids import as_id

from ..desk.editing import last_edit
from ..forms import NameField, SourceField
from ..models import Comment, Report


class Panel(forms.Form):
    """A form about one comment; several of them may stand on one page."""

    def __init__(self, data: Any = None, *, comment: Comment, **more: Any) -> None:
        super().__init__(data, auto_id=f"id_{comment.pk}_%s", **more)
        self.comment = comment

    def give_back(self, **told: int) -> None:
        """Make the form ready to be shown again, with a sign where there was a null character.

        ``told`` goes into hidden fields.
        """
        self.data = {name: null_shown(text) for name, text in self.data.items()}
        self.data |= {name: str(number) for name, number in told.items()}


class AnswerForm(Panel):
    """What the newsroom answers; published at once."""

    text = SourceField(
        label=_("Your reply"),
        max_length=65_525,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )


class EditForm(Panel):
    """What a moderator may change of a comment: a slip, a telephone number; and why.

    ``seen`` is the last edit that he knows of.
    """

    name = NameField(
        label=_("Name"), max_length=245, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    source = SourceField(
        label=_("Comment"),
        max_length=65_525,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    why = forms.CharField(
        label=_("Why you change it"),
        max_length=500,
        help_text=_("Kept in the log with the old text. Readers see that it was edited."),
    )

    # Not "seen", which is the last decision.
    seen_edit = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, comment: Comment) -> None:
        initial = {
            "name": comment.name,
            "source": comment.source,
            "seen_edit": last_edit(comment),
        }
        super().__init__(data, comment=comment, initial=initial)

    def clean(self) -> dict[str, Any]:
        """The fields under the names by which desk.editing.edit takes them."""
        self.cleaned_data["seen"] = as_id(self.cleaned_data.pop("seen_edit", ""))
        return self.cleaned_data


class NoteForm(Panel):
    """What only moderators read."""

    text = forms.CharField(
        label=_("Note for your colleagues"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Readers never see it."),
    )


class PickForm(Panel):
    """Whether a published comment stands on top: what the button said when it was shown."""

    ON, OFF = "on", "off"

    pick = forms.ChoiceField(choices=[(ON, ON), (OFF, OFF)], widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, comment: Comment) -> None:
        initial = {"pick": self.OFF if comment.picked_at else self.ON}
        super().__init__(data, comment=comment, initial=initial)


class ReportForm(Panel):
    """Why somebody in the newsroom wants a published comment looked at."""

    cause = forms.ChoiceField(label=_("Reason"), choices=Report.Cause.choices)
    note = forms.CharField(
        label=_("Note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
