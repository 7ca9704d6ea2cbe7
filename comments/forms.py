from http import HTTPStatus
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from blog.characters import clean_name, null_shown, shows_something
from blog.ids import as_id
from blog.models import Article

from .addresses import link_target
from .draft_line import draft_line
from .mailable import can_be_mailed
from .mailbox import LONGEST, folded
from .models import Comment, Discussion
from .places import Order
from .threads import can_be_answered

MESSAGES = {
    "max_length": _("This is %(show_value)d characters long; %(limit_value)d are possible."),
    "null_characters_not_allowed": _("There is a null character in this text; take it out."),
}


# Both are shown to everybody.
_NO_ADDRESS = {
    "name": _("Your name is shown to everybody: leave your email address out of it."),
    "website": _("Your website is shown to everybody: leave your email address out of it."),
}
_NOT_MAILABLE = _("We can't send mail to such an address. Type another one, or ask for no mail.")
_GONE = _("The comment you answered is no longer here. You can still answer the article.")


class SourceField(forms.CharField):
    """Text that is kept as it was typed; browsers send its line ends as CRLF."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        text = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        # Nothing but white space and invisible characters is nothing.
        return text if shows_something(text) else ""


class NameField(forms.CharField):
    """One line without characters that hide or reorder what stands around them."""

    def to_python(self, value: Any) -> str:
        value = super().to_python(value) or ""
        # NUL stays in, for the validator to refuse.
        return value if "\0" in value else clean_name(value)


class ReplyForm(forms.Form):
    """Leave a Reply. Names, labels and lengths are WordPress's (wp-comments-post.php).

    Lengths are counted in characters, by the browser and by us. Unknown fields are
    ignored: a visitor sends these and nothing else.
    """

    comment = SourceField(
        label=_("Comment"),
        max_length=65_525,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        error_messages={"required": _("Please type your comment.")},
    )
    name = NameField(
        label=_("Name"),
        max_length=245,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        error_messages={"required": _("Please type your name.")},
    )
    email = forms.EmailField(
        label=_("Email"),
        max_length=100,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={
            "required": _("Please type your email address."),
            "invalid": _("This is not a complete email address, such as name@example.org."),
        },
    )
    website = forms.URLField(
        label=_("Website"),
        max_length=200,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "url", "dir": "ltr"}),
        error_messages={"invalid": _("This is not a web address, such as https://example.org.")},
    )
    remember = forms.BooleanField(
        label=_("Save my name, email, and website in this browser for the next time I comment."),
        required=False,
    )
    tell_replies = forms.BooleanField(
        label=_("Tell me by email about replies to me and what becomes of my comment"),
        required=False,
    )
    tell_article = forms.BooleanField(
        label=_("Tell me by email about all comments on this article"),
        required=False,
        help_text=_("For either, a mail first asks you to confirm that it is your address."),
    )
    # No person sees this field; whoever fills it in is a programme (rule "honeypot").
    subject = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    article = forms.CharField(widget=forms.HiddenInput, required=False)
    parent = forms.CharField(widget=forms.HiddenInput, required=False)
    # The order of the page on which the form stands.
    corder = forms.CharField(widget=forms.HiddenInput, required=False)
    # comments.form_token; the script fills it in.
    begun = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        article: Article,
        parent: Comment | None = None,
        order: str = Order.OLDEST,
        site: Discussion | None = None,
    ) -> None:
        initial = {
            "article": article.pk,
            "parent": parent.pk if parent else "",
            "corder": order,
        }
        super().__init__(data, initial=initial, auto_id="%s", label_suffix="")
        self.replying_on = article
        self.replying_to = parent
        self.site = site or Discussion.current()
        for field in self.fields.values():
            field.error_messages |= MESSAGES
            if field.required:
                # Crispy Forms puts the asterisk straight behind the label.
                field.label = format_lazy("{} ", field.label)

    @cached_property
    def helper(self) -> FormHelper:
        """How Crispy Forms lays the form out."""
        return _helper()

    @property
    def order(self) -> Order:
        """The order to lead back to, of a form that was sent."""
        return Order.asked(self.data.get("corder", ""))

    def clean_parent(self) -> str:
        """Find what is answered: approved, on this article, and not too deep."""
        typed = self.cleaned_data["parent"]
        if typed in ("", "0"):
            return typed
        answerable = Comment.objects.public().on(self.replying_on)
        self.replying_to = answerable.filter(pk=as_id(typed)).first()
        if self.replying_to is None:
            self.lose_parent()
        elif not can_be_answered(self.replying_to, self.site):
            self.add_error(
                None, _("This thread can't go any deeper. Answer one of the replies above it.")
            )
        return typed

    def clean_email(self) -> str:
        """One that is too long in its one spelling is refused: a letter may become three."""
        typed = self.cleaned_data["email"]
        if len(folded(typed)) > LONGEST:
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"])
        return typed

    def clean_website(self) -> str:
        """The address as a link would have it; what no comment could link to is refused."""
        typed = self.cleaned_data["website"]
        target = link_target(typed) if typed else ""
        if target is None or len(target) > 200:
            raise forms.ValidationError(self.fields["website"].error_messages["invalid"])
        return target

    def clean(self) -> None:
        email = self.cleaned_data.get("email", "").casefold()
        for name, message in _NO_ADDRESS.items():
            if email and email in self.cleaned_data.get(name, "").casefold():
                self.add_error(name, message)
        wants_mail = self.cleaned_data["tell_replies"] or self.cleaned_data["tell_article"]
        if email and wants_mail and not can_be_mailed(self.cleaned_data["email"]):
            self.add_error("email", _NOT_MAILABLE)

    def lose_parent(self) -> None:
        """Say that what is answered is not there; pressed again, the form answers the article."""
        self.replying_to = None
        self.add_error(None, forms.ValidationError(_GONE, code="gone"))

    def look_at_comment_alone(self) -> None:
        """Forget what is wrong with other fields: whoever previews has not filled them in yet."""
        for name in self.errors.keys() - {"comment", NON_FIELD_ERRORS}:
            del self.errors[name]

    def refuse(self, message: str) -> None:
        """Say that the reply is not taken, and only that."""
        self.errors.clear()
        self.add_error(None, message)

    @property
    def answer(self) -> HTTPStatus:
        """The HTTP status for what is wrong with the fields."""
        if self.has_error(NON_FIELD_ERRORS, "gone"):
            return HTTPStatus.NOT_FOUND
        return HTTPStatus.UNPROCESSABLE_ENTITY

    def give_back(self) -> None:
        """Make the form ready to be shown again: all the text, the cursor at the first error.

        A refusal of the whole has the focus itself (templates/comments/reply.html).
        """
        self.data = {name: null_shown(text) for name, text in self.data.items()}
        self.data["parent"] = self.replying_to.pk if self.replying_to else ""
        self.data["corder"] = self.order
        wrong = [name for name in self.fields if name in self.errors]
        if wrong and not self.non_field_errors():
            self.fields[wrong[0]].widget.attrs["autofocus"] = True


def _helper() -> FormHelper:
    helper = FormHelper()
    helper.form_id = "commentform"
    helper.form_action = reverse("comments:post")
    helper.form_method = "post"
    helper.attrs = {"data-begin": reverse("comments:begin")}
    helper.disable_csrf = True  # see comments/client.py: the request's origin is checked
    helper.form_show_errors = True
    helper.layout = Layout(
        "comment",
        draft_line(),
        Div("name", "email", "website", css_class="comment-form-person"),
        "remember",
        "tell_replies",
        "tell_article",
        Div("subject", css_class="nobody-sees-this", aria_hidden="true"),
        "article",
        "parent",
        "corder",
        "begun",
        Div(
            # The first one is what Enter in a field presses.
            Submit("submit", _("Post Comment"), css_id="submit"),
            Submit(
                "preview",
                _("Preview"),
                css_id="preview",
                css_class="btn-quiet",
                formaction=reverse("comments:preview"),
                formnovalidate=True,
            ),
            css_class="form-buttons",
        ),
    )
    return helper
