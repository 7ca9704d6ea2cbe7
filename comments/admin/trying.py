"""A form in admin with a second button, which shows what saving would do and saves nothing."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from ..moderation.trial import Trial


class TriedBeforeSaving(admin.ModelAdmin):
    """Subclasses say in ``trials`` what the row as it was typed would have done.

    Which comments these are is told to those who may see every comment.
    """

    change_form_template = "admin/comments/tried_form.html"

    class Media:
        css = {"all": ["css/desk.css"]}

    def trials(self, row: Any) -> Sequence[Trial]:
        raise NotImplementedError

    def untried(self, form: Any) -> Sequence[str]:
        """The labels of what was changed and can't be tried."""
        return []

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Of a form that is tried Django thinks that it isn't valid, and shows it again."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        if not _is_tried(request):
            return form

        class Tried(form):
            def is_valid(self) -> bool:
                super().is_valid()
                return False

        return Tried

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        if _is_tried(request) and not form.errors:
            # Looked up by the template, when the transaction is over: it takes a second or two,
            # for which nobody else could write.
            context["trials"] = SimpleLazyObject(lambda: list(self.trials(form.instance)))
            context["untried"] = self.untried(form)
            context["is_tried"] = True
            context["may_see_comments"] = request.user.has_perm("comments.moderate_comment")
        return super().render_change_form(request, context, *args, **kwargs)


def _is_tried(request: HttpRequest) -> bool:
    return request.method == "POST" and "_try" in request.POST
