"""A form in admin with a second button, which shows what saving would do and saves nothing."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin import helpers
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ..moderation.trial import Trial


class TriedBeforeSaving(admin.ModelAdmin):
    """Subclasses say in ``trials`` what the row as it was typed would have done."""

    change_form_template = "admin/comments/tried_form.html"

    class Media:
        css = {"all": ["css/desk.css"]}

    def trials(self, row: Any) -> Sequence[Trial]:
        raise NotImplementedError

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        if request.method == "POST" and "_try" in request.POST:
            return self._try(request, object_id, form_url)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _try(self, request: HttpRequest, object_id: str | None, form_url: str) -> HttpResponse:
        row = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id and row is None:
            raise Http404
        may = self.has_change_permission(request, row) if row else self.has_add_permission(request)
        if not may:
            raise PermissionDenied
        form = self.get_form(request, row, change=bool(row))(request.POST, instance=row)
        shown = helpers.AdminForm(
            form,
            list(self.get_fieldsets(request, row)),  # type: ignore[arg-type]
            self.get_prepopulated_fields(request, row),
            self.get_readonly_fields(request, row),
            model_admin=self,
        )
        context = {
            **self.admin_site.each_context(request),
            "title": str(self.model._meta.verbose_name),
            "adminform": shown,
            "object_id": object_id,
            "original": row,
            "is_popup": False,
            "to_field": None,
            "media": self.media + shown.media,
            "inline_admin_formsets": [],
            "errors": helpers.AdminErrorList(form, []),
            "preserved_filters": self.get_preserved_filters(request),
        }
        if form.is_valid():
            trials = list(self.trials(form.instance))
            context["trials"] = trials
            if not trials:
                context["nothing_tried"] = _(
                    "Nothing is different in a number of which older comments can tell."
                )
        return self.render_change_form(
            request, context, add=row is None, change=row is not None, obj=row, form_url=form_url
        )
