from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from blog.characters import printable

from .models import Comment, Decision, Reason, Status
from .moderation.policy import labels

#: The verbs of the desk, in the order of their buttons: what they are called here, what
#: they are called on the model, and where they lead.
VERBS = {
    "approve": (pgettext_lazy("button", "Approve"), Comment.approve, Status.APPROVED),
    "spam": (pgettext_lazy("button", "Spam"), Comment.mark_spam, Status.SPAM),
    "trash": (pgettext_lazy("button", "Trash"), Comment.trash, Status.TRASH),
    "hold": (pgettext_lazy("button", "Hold"), Comment.hold, Status.HELD),
}

_ABOUT_IT = ("status_label", "where", "answers_to", "shown", "typed")
_ABOUT_ITS_AUTHOR = ("name", "email", "website", "created_at", "ip", "user_agent", "record")


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
    fields = readonly_fields = ("made_at", "from_label", "to_label", "decided_by", "why")

    @admin.display(description=_("previous status"))
    def from_label(self, decision: Decision) -> str:
        return str(Status(decision.from_status).label) if decision.from_status else "–"

    @admin.display(description=_("new status"))
    def to_label(self, decision: Decision) -> str:
        return str(Status(decision.to_status).label)

    @admin.display(description=_("decided by"))
    def decided_by(self, decision: Decision) -> str:
        """A member of staff, or the rules that objected."""
        if decision.by:
            return decision.by.get_username()
        names = filter(None, decision.rules.split(", "))
        return ", ".join(labels().get(name, name) for name in names) or "–"


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    """The desk: read, decide, go on. Nothing here changes what a reader wrote."""

    list_display = ["what", "who"]
    list_display_links = None
    list_filter = [StatusFilter, RuleFilter, "created_at"]
    list_select_related = ["article", "parent"]
    list_per_page = 50
    search_fields = ["source", "name", "email", "ip", "article__title"]
    search_help_text = _("Text, name, email, IP address or article")
    ordering = ["-created_at", "-pk"]
    save_on_top = True
    view_on_site = False
    actions = ["approve_selected", "spam_selected", "trash_selected", "hold_selected"]
    inlines = [ReasonInline, DecisionInline]
    fieldsets = [
        (None, {"fields": _ABOUT_IT}),
        (_("Who wrote it"), {"fields": _ABOUT_ITS_AUTHOR}),
    ]
    readonly_fields = _ABOUT_IT + _ABOUT_ITS_AUTHOR

    class Media:
        css = {"all": ["css/desk.css"]}

    # -- Who may do what --------------------------------------------------------------

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_moderate_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_moderate_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_moderate_permission(request)

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("comments.moderate_comment")

    # -- Deciding ---------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        decide = self.admin_site.admin_view(require_POST(self.decide_view))
        return [
            path("<int:pk>/<str:verb>/decide/", decide, name="comments_comment_decide"),
            *super().get_urls(),
        ]

    def decide_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """One comment, one verb, back to the list as the moderator had it."""
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        if verb not in VERBS:
            raise Http404
        self._decide(request, [get_object_or_404(Comment, pk=pk)], verb)
        filters = request.GET.get("_changelist_filters", "")
        address = reverse("admin:comments_comment_changelist")
        return HttpResponseRedirect(f"{address}?{filters}" if filters else address)

    def _decide(self, request: HttpRequest, comments: Iterable[Comment], verb: str) -> None:
        _label, decide, status = VERBS[verb]
        results = [decide(comment, by=request.user) for comment in comments]
        done, already = results.count(True), results.count(False)
        if done:
            text = ngettext(
                "%(count)d comment: %(status)s.", "%(count)d comments: %(status)s.", done
            )
            words = {"count": done, "status": status.label}
            self.message_user(request, text % words, messages.SUCCESS)
        if already:
            text = ngettext(
                "%d comment had that status already; nothing was changed.",
                "%d comments had that status already; nothing was changed.",
                already,
            )
            self.message_user(request, text % already, messages.INFO)

    @admin.action(description=_("Approve selected comments"), permissions=["moderate"])
    def approve_selected(self, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        self._decide(request, comments, "approve")

    @admin.action(description=_("Mark selected comments as spam"), permissions=["moderate"])
    def spam_selected(self, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        self._decide(request, comments, "spam")

    @admin.action(description=_("Move selected comments to the trash"), permissions=["moderate"])
    def trash_selected(self, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        self._decide(request, comments, "trash")

    @admin.action(description=_("Hold selected comments"), permissions=["moderate"])
    def hold_selected(self, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        self._decide(request, comments, "hold")

    # -- The list ---------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        return super().get_queryset(request).prefetch_related("reasons")

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        filters = request.META.get("QUERY_STRING", "")

        @admin.display(description=_("decide"))
        def buttons(comment: Comment) -> SafeString:
            return _buttons(comment, filters)

        return [*self.list_display, buttons]

    @admin.display(description=_("comment"))
    def what(self, comment: Comment) -> SafeString:
        """The article, what it answers, its words, and why it was held, under each other."""
        reasons = ((str(reason),) for reason in comment.reasons.all())
        return format_html(
            '<p class="desk-quiet">{}</p>{}<a class="desk-text" href="{}" dir="auto">{}</a>'
            '<ul class="desk-reasons">{}</ul>',
            self.where(comment),
            self._parent_in_short(comment),
            reverse("admin:comments_comment_change", args=[comment.pk]),
            Truncator(comment.text).chars(500),
            format_html_join("", "<li>{}</li>", reasons),
        )

    def _parent_in_short(self, comment: Comment) -> SafeString | str:
        if comment.parent is None:
            return ""
        words = {"name": comment.parent.name, "text": Truncator(comment.parent.text).chars(120)}
        answers = gettext("In reply to %(name)s: %(text)s") % words
        return format_html('<p class="desk-parent" dir="auto">{}</p>', answers)

    @admin.display(description=_("who"))
    def who(self, comment: Comment) -> SafeString:
        return format_html(
            '<strong><bdi>{}</bdi></strong><p class="desk-quiet">{}<br>{}<br>{}</p>',
            comment.name,
            comment.email,
            comment.ip or "–",
            date_format(timezone.localtime(comment.created_at), "DATETIME_FORMAT"),
        )

    @admin.display(description=_("article"))
    def where(self, comment: Comment) -> SafeString:
        article = comment.article
        if not article.is_public:
            return format_html('<span dir="auto">{}</span>', article.title)
        return format_html(
            '<a href="{}" dir="auto">{}</a>', article.get_absolute_url(), article.title
        )

    # -- One comment ------------------------------------------------------------------

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Everything about a comment. The buttons lead to ``decide_view``: there is no save."""
        if request.method == "POST":
            raise PermissionDenied
        comment = self.get_object(request, unquote(object_id))
        filters = request.GET.get("_changelist_filters", "")
        context = {
            "title": gettext("Comment"),
            "decide_buttons": _buttons(comment, filters) if comment else "",
        }
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    @admin.display(description=_("status"))
    def status_label(self, comment: Comment) -> str:
        return comment.get_status_display()

    @admin.display(description=_("in reply to"))
    def answers_to(self, comment: Comment) -> SafeString | str:
        if comment.parent is None:
            return "–"
        address = reverse("admin:comments_comment_change", args=[comment.parent.pk])
        above = Truncator(comment.parent.text).chars(300)
        return format_html(
            '<a href="{}"><bdi>{}</bdi></a>: {}', address, comment.parent.name, above
        )

    @admin.display(description=_("as readers see it"))
    def shown(self, comment: Comment) -> SafeString:
        # comments.sanitize made this HTML; nothing else writes the column.
        return format_html('<div class="desk-shown" dir="auto">{}</div>', mark_safe(comment.html))

    @admin.display(description=_("as it was typed"))
    def typed(self, comment: Comment) -> SafeString:
        return format_html(
            '<pre class="desk-typed" dir="auto">{}</pre>', printable(comment.source)
        )

    @admin.display(description=_("from the same address"))
    def record(self, comment: Comment) -> str:
        """How many comments bear this email address, by status. Anybody can type it."""
        counted = Counter(
            Comment.objects.filter(email__iexact=comment.email).values_list("status", flat=True)
        )
        return ", ".join(f"{Status(status).label}: {count}" for status, count in counted.items())


def _buttons(comment: Comment, filters: str) -> SafeString:
    """A button for every verb that would change the comment; they submit the form around."""
    query = "?" + urlencode({"_changelist_filters": filters}) if filters else ""
    rows = (
        (reverse("admin:comments_comment_decide", args=[comment.pk, verb]) + query, verb, label)
        for verb, (label, _decide, status) in VERBS.items()
        if status != comment.status
    )
    buttons = format_html_join(
        "", '<button type="submit" formaction="{}" class="button desk-{}">{}</button>', rows
    )
    return format_html('<div class="desk-buttons">{}</div>', buttons)
