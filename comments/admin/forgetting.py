"""What was forgotten, and erasing what the site holds of an address."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminRadioSelect
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from blog.typed_text import TypedTextKept

from ..erasing import held, lines, what_is_told_of
from ..forgetting import ask_to_erase
from ..models import Erasure, RetentionRun, Status
from ..people import name_of
from ..retention import LABELS, STOPPED


class ErasureForm(forms.ModelForm):
    """Is shown again with what there is of the address, until that was seen."""

    address = forms.EmailField(
        label=_("Email address"),
        max_length=100,
        widget=forms.EmailInput(attrs={"class": "vTextField", "autocomplete": "off"}),
        help_text=_("Upper and lower case make no difference."),
    )

    how = forms.ChoiceField(
        label=capfirst(_("what becomes of the comments")),
        choices=Erasure.How.choices,
        initial=Erasure.How.ANONYMISE,
        widget=AdminRadioSelect(attrs={"class": "radiolist"}),
    )

    class Meta:
        model = Erasure
        fields = ["address", "how"]

    def is_valid(self) -> bool:
        return super().is_valid() and self.was_seen

    @property
    def was_seen(self) -> bool:
        seen = self.data.get("seen_address", "")
        return "_erase" in self.data and seen.casefold() == self.typed.casefold()

    @property
    def typed(self) -> str:
        return str(self.cleaned_data["address"])


class Told(TypedTextKept):
    """Rows that are made once and shown ever after: nobody changes or deletes them."""

    class Media:
        css = {"all": ["css/desk.css"]}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Erasure)
class ErasureAdmin(Told):
    form = ErasureForm
    list_display = ["asked_at", "how", "who", "finished_at", "result"]
    list_display_links = ["asked_at"]
    list_select_related = ["by"]
    list_per_page = 50
    change_form_template = "admin/comments/erasure_form.html"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ["address", "how"]
        return ["asked_at", "who", "how", "finished_at", "result", "left"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [] if obj is None else self.get_fields(request, obj)

    @admin.display(description=_("started by"), ordering="by")
    def who(self, erasure: Erasure) -> str:
        return name_of(erasure.by) if erasure.by else str(_("the person"))

    @admin.display(description=_("what was erased"))
    def result(self, erasure: Erasure) -> str:
        said = in_words(lines(erasure))
        if erasure.finished_at:
            return said or str(_("There was nothing."))
        return "; ".join(filter(None, [_how_far(erasure), said]))

    @admin.display(description=_("what still names the address"))
    def left(self, erasure: Erasure) -> str:
        return in_words(what_is_told_of(erasure)) or "–"

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        if request.method == "POST" and not form.errors:
            context["typed"] = form.typed
            context["held"] = [(_held(kind), number) for kind, number in held(form.typed).items()]
            context["is_another"] = "_erase" in request.POST
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Erasure, form: Any, change: bool) -> None:
        obj.by = request.user  # type: ignore[assignment]
        ask_to_erase(obj)

    def response_add(
        self, request: HttpRequest, obj: Erasure, post_url_continue: Any = None
    ) -> HttpResponse:
        messages.success(request, _("The erasure has begun. Its report grows on this page."))
        return HttpResponseRedirect(reverse("admin:comments_erasure_change", args=[obj.pk]))


@admin.register(RetentionRun)
class RetentionRunAdmin(Told):
    list_display = ["at", "result"]
    list_per_page = 50
    fields = ["at", "result"]
    readonly_fields = ["at", "result"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("what was forgotten"))
    def result(self, run: RetentionRun) -> str:
        said = [(str(label), run.counts.get(kind, 0)) for kind, label in LABELS.items()]
        said = [(label, number) for label, number in said if number]
        refused = [
            str(_("the database refused: %(kind)s") % {"kind": label})
            for kind, label in LABELS.items()
            if f"{STOPPED}{kind}" in run.counts
        ]
        return "; ".join([*filter(None, [in_words(said)]), *refused]) or str(
            _("There was nothing.")
        )


def _how_far(erasure: Erasure) -> str:
    """Of one that has not finished."""
    if not erasure.stopped_at:
        return str(_("Under way"))
    at = date_format(timezone.localtime(erasure.stopped_at), "DATETIME_FORMAT")
    words = {"when": at, "error": erasure.stopped_with}
    return str(_("Stopped %(when)s (%(error)s); it goes on within the hour") % words)


def _held(kind: str) -> str:
    return str(Status(kind).label if kind in Status.values else _("followed by mail"))


def in_words(said: list[tuple[str, int]]) -> str:
    return "; ".join(f"{label}: {number}" for label, number in said)
