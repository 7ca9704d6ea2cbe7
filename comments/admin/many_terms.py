"""The page on which many terms are listed at once."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ..desk.many_terms import Added, add_terms
from ..models import Term
from .permitted import permitted

_LARGEST_FILE = 5_000_000  # bytes

#: Lines that can't be listed, of which it is said why.
_TOLD = 100

#: What comes back can be sent again, beside the other fields. In bytes.
_SENT_AGAIN = settings.DATA_UPLOAD_MAX_MEMORY_SIZE - 50_000

_WHERE = [f"in_{name}" for name in Term.FIELDS]
_THE_SAME = ["kind", "outcome", "language", *_WHERE, "note"]


class ManyTermsForm(forms.Form):
    """One term a line, as WordPress keeps them; the rest holds for all of them."""

    terms = forms.CharField(
        label=_("Terms, one a line"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
    )
    file = forms.FileField(
        label=_("A text file with one term a line"),
        required=False,
        help_text=_("For a list of more than a megabyte, which the form does not take."),
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.fields |= forms.fields_for_model(Term, _THE_SAME, help_texts={"language": ""})

    def clean_file(self) -> str:
        """What the file says."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size is None or file.size > _LARGEST_FILE:
            raise ValidationError(_("This file is larger than 5 megabytes."))
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            text = "\0"
        if "\0" in text:
            raise ValidationError(_("This is no text file in UTF-8."))
        return text

    def clean(self) -> None:
        if self.errors:
            return
        if not self.lines.strip():
            self.add_error("terms", _("There is nothing here to list."))
        elif not self.like.fields:
            self.add_error(None, _("Choose at least one field to look in."))

    @property
    def lines(self) -> str:
        return f"{self.cleaned_data['terms']}\n{self.cleaned_data['file']}"

    @property
    def like(self) -> Term:
        """A term with what holds for all of them."""
        return Term(**{name: self.cleaned_data[name] for name in _THE_SAME})

    @property
    def given(self) -> list[forms.BoundField]:
        return [self["terms"], self["file"]]

    @property
    def chosen(self) -> list[forms.BoundField]:
        return [self["kind"], self["outcome"], self["language"]]

    @property
    def where(self) -> list[forms.BoundField]:
        return [self[name] for name in _WHERE]


@require_http_methods(["GET", "HEAD", "POST"])
@permitted("comments.add_term")
def many_terms(request: HttpRequest) -> HttpResponse:
    """List many terms; what can't be listed is given back, each line with its reason."""
    form = ManyTermsForm(*([request.POST, request.FILES] if request.method == "POST" else []))
    wrong: list[tuple[str, str]] = []
    only_in_file = False
    if form.is_valid():
        added = add_terms(form.lines, form.like, request.user)
        _tell(request, added)
        if not added.wrong:
            return HttpResponseRedirect(reverse("admin:comments_term_changelist"))
        wrong = added.wrong
        lines = [line for line, _why in wrong]
        only_in_file = len("\r\n".join(lines).encode()) > _SENT_AGAIN
        if only_in_file:
            typed = set(form.cleaned_data["terms"].splitlines())
            lines = [line for line in lines if line in typed]
        left = request.POST.copy()
        left["terms"] = "\n".join(lines)
        form.data = left
    context = {
        **admin.site.each_context(request),
        "title": _("Add many terms"),
        "form": form,
        "wrong": wrong[:_TOLD],
        "more_wrong": len(wrong[_TOLD:]),
        "only_in_file": only_in_file,
        "opts": Term._meta,
    }
    return render(request, "admin/comments/many_terms.html", context)


def _tell(request: HttpRequest, added: Added) -> None:
    if added.listed:
        text = ngettext("%d term was listed.", "%d terms were listed.", added.listed)
        messages.success(request, text % added.listed)
    if added.known:
        text = ngettext("%d was listed already.", "%d were listed already.", added.known)
        messages.info(request, text % added.known)
