"""The forms by which an author changes a comment, and asks for a mail to withdraw it."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from blog.characters import null_shown

from ..forms import MESSAGES, ReplyForm


class _OwnForm(forms.Form):
    """Laid out like the form for a reply; ``button`` is what its button says."""

    button: Any = ""

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, auto_id="%s", label_suffix="", **more)
        for field in self.fields.values():
            field.error_messages |= MESSAGES
            # Crispy Forms puts the asterisk straight behind the label.
            field.label = format_lazy("{} ", field.label)
        self.helper = FormHelper()
        self.helper.form_method = "post"
        self.helper.disable_csrf = True  # the request's origin is checked: comments/client.py
        self.helper.layout = Layout(*self.fields)
        self.helper.add_input(Submit("submit", self.button, css_id="submit"))

    def give_back(self) -> None:
        """Make the form ready to be shown again: all the text, the cursor at the error."""
        self.data = {name: null_shown(text) for name, text in self.data.items()}
        for name in self.errors:
            if name in self.fields:
                self.fields[name].widget.attrs["autofocus"] = True


class RevisionForm(_OwnForm):
    """The new text of a comment; as long as that of a reply may be."""

    button = _("Save the change")

    comment = ReplyForm.base_fields["comment"]

    def refuse(self, message: str) -> None:
        """Say that the change is not taken, and only that."""
        self.errors.clear()
        self.add_error(None, message)


class WithdrawalForm(_OwnForm):
    """The address that a comment was left with."""

    button = _("Send me the link")

    email = forms.EmailField(
        label=_("Email"),
        max_length=100,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages=ReplyForm.base_fields["email"].error_messages,
    )
