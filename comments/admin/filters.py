from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import Comment, Status
from ..moderation.policy import labels

#: Beside the statuses themselves.
_ALL = "all"


def chosen_status(request: HttpRequest) -> str:
    """The status whose comments are listed: held, unless another is asked for; "" is all."""
    chosen = request.GET.get(StatusFilter.parameter_name, "")
    if chosen == _ALL:
        return ""
    return chosen if chosen in Status.values else Status.HELD.value


def chosen_rule(request: HttpRequest) -> str:
    """The rule whose comments are listed; "" is any or none."""
    return request.GET.get(RuleFilter.parameter_name, "")


class StatusFilter(admin.SimpleListFilter):
    """Held comments, unless the moderator asks for others."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return [*Status.choices, (_ALL, _("All"))]

    def choices(self, changelist: Any) -> Any:
        chosen = self.value() or Status.HELD
        for value, label in self.lookup_choices:
            yield {
                "selected": value == chosen,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request: HttpRequest, comments: QuerySet[Comment]) -> QuerySet[Comment]:
        chosen = chosen_status(request)
        return comments.filter(status=chosen) if chosen else comments


class RuleFilter(admin.SimpleListFilter):
    """Comments that a rule objected to: a part of the search, which asks the index for both."""

    title = _("rule")
    parameter_name = "rule"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return list(labels().items())

    def queryset(self, request: HttpRequest, comments: QuerySet[Comment]) -> QuerySet[Comment]:
        return comments
