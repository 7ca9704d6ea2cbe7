from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import Decision, Reason
from ..moderation.policy import labels


class ReadOnlyInline(admin.TabularInline):
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("comments.moderate_comment")


class ReasonInline(ReadOnlyInline):
    model = Reason
    verbose_name_plural = _("Why the rules did not let it pass")
    fields = readonly_fields = ("rule_label", "explanation", "words")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reason]:
        return super().get_queryset(request).select_related("comment")

    @admin.display(description=_("rule"))
    def rule_label(self, reason: Reason) -> str:
        return labels().get(reason.rule, reason.rule)

    @admin.display(description=_("reason"))
    def explanation(self, reason: Reason) -> str:
        return str(reason)

    @admin.display(description=_("words"))
    def words(self, reason: Reason) -> str:
        if reason.field == "comment" and reason.start is not None:
            return reason.comment.source[reason.start : reason.end]
        return ""


class DecisionInline(ReadOnlyInline):
    model = Decision
    verbose_name_plural = _("History")
    fields = readonly_fields = ("made_at", "from_status", "to_status", "decided_by", "why")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        return super().get_queryset(request).select_related("by").prefetch_related("reasons")

    @admin.display(description=_("decided by"))
    def decided_by(self, decision: Decision) -> str:
        """A member of staff, or the rules that objected."""
        if decision.by:
            return decision.by.get_username()
        rules = (reason.rule for reason in decision.reasons.all())
        return ", ".join(labels().get(rule, rule) for rule in rules) or "–"
