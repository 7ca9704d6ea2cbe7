from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.typed_text import TypedTextKept

from ..models import Discussion
from ..moderation.trial import TRIED, Trial, try_numbers
from .trying import TriedBeforeSaving


class DiscussionForm(forms.ModelForm):
    """A number that nobody has set shows what holds instead.

    What somebody did not touch stays as it is stored, so that of two editors who have the
    form open neither takes back what the other one saved.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        otherwise = Discussion().filled_in()
        for name, field in self.fields.items():
            field.show_hidden_initial = True
            if isinstance(field, forms.IntegerField) and not field.required:
                field.widget.attrs["placeholder"] = getattr(otherwise, name)

    def clean(self) -> None:
        super().clean()
        for name in self.cleaned_data.keys() - set(self.changed_data):
            self.cleaned_data[name] = getattr(self.instance, name)


@admin.register(Discussion)
class DiscussionAdmin(TriedBeforeSaving, TypedTextKept):
    """The settings of the site's comments, in WordPress's order and words where it has them."""

    form = DiscussionForm
    fieldsets = [
        (
            _("Whether comments are taken"),
            {"fields": ["default_comment_status", "close_comments_days_old"]},
        ),
        (_("How they are shown"), {"fields": ["thread_comments_depth", "comments_per_page"]}),
        (
            _("Before a comment appears"),
            {
                "fields": [
                    "comment_previously_approved",
                    "comment_max_links",
                    "mostly_links_percent",
                    "shouting_percent",
                    "near_duplicate_percent",
                    "form_min_seconds",
                    "form_max_hours",
                ],
            },
        ),
        (_("Slowing down"), {"fields": ["comment_flood_seconds", "heated_removals"]}),
        (_("After a comment appeared"), {"fields": ["edit_minutes", "reports_weight"]}),
        (
            _("What is forgotten"),
            {
                "fields": [
                    "empty_spam_days",
                    "empty_trash_days",
                    "keep_ip_days",
                    "keep_user_agent_days",
                    "keep_unconfirmed_days",
                ],
            },
        ),
    ]

    def trials(self, row: Discussion) -> Sequence[Trial]:
        return list(try_numbers(row.filled_in(), Discussion.current()))

    def untried(self, form: Any) -> Sequence[str]:
        return [str(form.fields[name].label) for name in form.changed_data if name not in TRIED]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one row: on to it."""
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        row = Discussion.row()
        return HttpResponseRedirect(reverse("admin:comments_discussion_change", args=[row.pk]))
