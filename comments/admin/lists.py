"""The lists that editors and moderators keep: terms, blocked addresses, reasons."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from blog.typed_text import TypedTextKept, kept_when_signed_out

from ..client import client_ip
from ..models import Block, RejectionReason, Term
from ..moderation.trial import Trial, try_term
from .many_terms import many_terms
from .trying import TriedBeforeSaving

#: Rows that are named before they are deleted.
_NAMED = 100


class OwnListAdmin(TypedTextKept):
    """Keeps who listed a row, and can delete a list of any length."""

    delete_selected_confirmation_template = "admin/comments/delete_listed.html"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Nothing hangs on these rows, so that some of their names are all there is to tell."""
        count = objs.count() if isinstance(objs, QuerySet) else len(objs)
        names = [str(row) for row in objs[:_NAMED]]
        if count > _NAMED:
            more = count - _NAMED
            names.append(ngettext("and %d more", "and %d more", more) % more)
        lacking = set() if self.has_delete_permission(request) else {self.opts.verbose_name}
        return names, {self.opts.verbose_name_plural: count}, lacking, []


class TermForm(forms.ModelForm):
    """Takes a term of any length, to say that it is too long: a browser would cut it off."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "text" in self.fields:
            attributes = self.fields["text"].widget.attrs
            attributes.pop("maxlength", None)
            attributes["dir"] = "auto"


@admin.register(Term)
class TermAdmin(TriedBeforeSaving, OwnListAdmin):
    form = TermForm
    list_display = ["text", "kind", "outcome", "language", "note", "created_at"]
    list_filter = ["outcome", "kind", "language"]
    search_fields = ["text", "folded", "note"]
    radio_fields = {"kind": admin.VERTICAL, "outcome": admin.HORIZONTAL}
    readonly_fields = ["created_at", "created_by"]
    change_list_template = "admin/comments/term_list.html"
    fieldsets = [
        (None, {"fields": ["text", "kind", "outcome", "language", "note"]}),
        (_("Where it is looked for"), {"fields": [f"in_{name}" for name in Term.FIELDS]}),
        (_("Record"), {"fields": ["created_at", "created_by"], "classes": ["collapse"]}),
    ]

    def trials(self, row: Term) -> Sequence[Trial]:
        return [try_term(row)]

    def get_urls(self) -> list[URLPattern]:
        many = kept_when_signed_out(self.admin_site.admin_view(many_terms))
        return [path("many/", many, name="comments_term_many"), *super().get_urls()]


class InForceFilter(admin.SimpleListFilter):
    """Whether a block has an end that is past."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [("in_force", _("In force")), ("over", _("Over"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Block]) -> QuerySet[Block]:
        if self.value() == "in_force":
            return queryset.in_force()  # type: ignore[attr-defined]
        return queryset.filter(until__lte=timezone.now()) if self.value() else queryset


@admin.register(Block)
class BlockAdmin(OwnListAdmin):
    list_display = ["value", "kind", "outcome", "ends", "note", "created_at"]
    list_filter = ["kind", "outcome", InForceFilter]
    search_fields = ["value", "note"]
    radio_fields = {"kind": admin.VERTICAL, "outcome": admin.HORIZONTAL}
    readonly_fields = ["created_at", "created_by"]
    fieldsets = [
        (None, {"fields": ["kind", "value", "outcome", "until", "note"]}),
        (_("Record"), {"fields": ["created_at", "created_by"], "classes": ["collapse"]}),
    ]

    @admin.display(description=_("until"), ordering="until")
    def ends(self, block: Block) -> str:
        """When it ends, or ended; for good where there is no time."""
        if block.until is None:
            return ""
        when = date_format(timezone.localtime(block.until), "DATETIME_FORMAT")
        return when if block.is_in_force else _("%(when)s: over") % {"when": when}

    def save_model(self, request: HttpRequest, obj: Block, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if obj.is_in_force and obj.covers(request.user.email, client_ip(request)):  # type: ignore[union-attr]
            text = _("You are within %(address)s yourself: what comes from there is stopped, too.")
            messages.warning(request, text % {"address": obj.value})


@admin.register(RejectionReason)
class RejectionReasonAdmin(TypedTextKept):
    list_display = ["label", "position", "is_offered"]
    list_editable = ["position", "is_offered"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Decisions name it; it can be no longer offered."""
        return False
