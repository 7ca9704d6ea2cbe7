from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import Comment, Reason, Status
from ..moderation.policy import labels


class StatusFilter(admin.SimpleListFilter):
    """Held comments, unless the moderator asks for others."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return [*Status.choices, ("all", _("All"))]

    def choices(self, changelist: Any) -> Any:
        chosen = self.value() or Status.HELD
        for value, label in self.lookup_choices:
            yield {
                "selected": value == chosen,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request: HttpRequest, comments: QuerySet[Comment]) -> QuerySet[Comment]:
        chosen = self.value() or Status.HELD
        return comments if chosen == "all" else comments.filter(status=chosen)


class RuleFilter(admin.SimpleListFilter):
    """Comments that a rule objected to."""

    title = _("rule")
    parameter_name = "rule"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return list(labels().items())

    def queryset(self, request: HttpRequest, comments: QuerySet[Comment]) -> QuerySet[Comment]:
        objected = Reason.objects.filter(rule=self.value()).values("comment")
        return comments.filter(pk__in=objected) if self.value() else comments
