"""The lists that editors and moderators keep: terms, blocked addresses, reasons."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ..desk.many_terms import add_terms
from ..models import Block, RejectionReason, Term
from ..moderation.trial import Trial, try_term
from .trying import TriedBeforeSaving

_WHERE: list[Any] = [f"in_{name}" for name in Term.FIELDS]


class ManyTermsForm(forms.ModelForm):
    """One term a line, as WordPress keeps them; the rest holds for all of them."""

    terms = forms.CharField(
        label=_("Terms, one a line"),
        max_length=5_000_000,
        widget=forms.Textarea(attrs={"rows": 15, "dir": "auto", "class": "vLargeTextField"}),
    )

    class Meta:
        model = Term
        fields = ["kind", "outcome", "language", *_WHERE, "note"]


class OwnListAdmin(admin.ModelAdmin):
    """Keeps who listed a row."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)


@admin.register(Term)
class TermAdmin(TriedBeforeSaving, OwnListAdmin):
    list_display = ["text", "kind", "outcome", "language", "note", "created_at"]
    list_filter = ["outcome", "kind", "language"]
    search_fields = ["text", "folded", "note"]
    radio_fields = {"kind": admin.HORIZONTAL, "outcome": admin.HORIZONTAL}
    readonly_fields = ["created_at", "created_by"]
    change_list_template = "admin/comments/term_list.html"
    fieldsets = [
        (None, {"fields": ["text", "kind", "outcome", "language", "note"]}),
        (_("Where it is looked for"), {"fields": _WHERE}),
        (_("Record"), {"fields": ["created_at", "created_by"], "classes": ["collapse"]}),
    ]

    def trials(self, row: Term) -> Sequence[Trial]:
        return [try_term(row)]

    def get_urls(self) -> list[URLPattern]:
        many = self.admin_site.admin_view(self.many_view)
        return [path("many/", many, name="comments_term_many"), *super().get_urls()]

    def many_view(self, request: HttpRequest) -> HttpResponse:
        """Add many terms at once; what can't be listed is given back, each with its reason."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ManyTermsForm(request.POST or None)
        wrong: list[tuple[str, str]] = []
        if request.method == "POST" and form.is_valid():
            added = add_terms(form.cleaned_data["terms"], form.instance, request.user)
            self._tell(request, added.listed, added.known)
            if not added.wrong:
                return HttpResponseRedirect(reverse("admin:comments_term_changelist"))
            wrong = added.wrong
            left = request.POST.copy()
            left["terms"] = "\n".join(line for line, _why in wrong)
            form.data = left
        context = {
            **self.admin_site.each_context(request),
            "title": _("Add many terms"),
            "form": form,
            "wrong": wrong[:200],
            "opts": self.model._meta,
        }
        return render(request, "admin/comments/many_terms.html", context)

    def _tell(self, request: HttpRequest, listed: int, known: int) -> None:
        text = ngettext("%d term was listed.", "%d terms were listed.", listed)
        self.message_user(request, text % listed, messages.SUCCESS)
        if known:
            text = ngettext("%d was listed already.", "%d were listed already.", known)
            self.message_user(request, text % known, messages.INFO)


@admin.register(Block)
class BlockAdmin(OwnListAdmin):
    list_display = ["value", "kind", "outcome", "until", "note", "created_at"]
    list_filter = ["kind", "outcome", "until"]
    search_fields = ["value", "note"]
    radio_fields = {"kind": admin.HORIZONTAL, "outcome": admin.HORIZONTAL}
    readonly_fields = ["created_at", "created_by"]
    fieldsets = [
        (None, {"fields": ["kind", "value", "outcome", "until", "note"]}),
        (_("Record"), {"fields": ["created_at", "created_by"], "classes": ["collapse"]}),
    ]


@admin.register(RejectionReason)
class RejectionReasonAdmin(admin.ModelAdmin):
    list_display = ["label", "position", "is_offered"]
    list_editable = ["position", "is_offered"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Decisions name it; it can be no longer offered."""
        return False
