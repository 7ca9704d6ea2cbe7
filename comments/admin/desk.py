from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.bounded_list import MOST_COUNTED, AtLeast, BoundedListAdmin
from blog.characters import printable

from ..models import Comment, Status
from ..models.search import comments_found
from .deciding import DecidingAdmin, decide_buttons
from .filters import RuleFilter, StatusFilter, chosen_rule, chosen_status
from .inlines import DecisionInline, ReasonInline

_ABOUT_IT = ("status_label", "where", "answers_to", "shown", "typed")
_ABOUT_ITS_AUTHOR = ("name", "email", "website", "created_at", "ip", "user_agent", "record")


@admin.register(Comment)
class CommentAdmin(DecidingAdmin, BoundedListAdmin):
    """The desk: read, decide, go on. Nothing here changes what a reader wrote."""

    list_display = ["what", "who"]
    list_display_links = None
    list_filter = [StatusFilter, RuleFilter, "created_at"]
    list_select_related = ["article", "parent"]
    list_per_page = 50
    # These show the search field; the index is asked.
    search_fields = ["source"]
    search_help_text = _("Text, name, email, IP address or article")
    ordering = ["-created_at", "-pk"]
    save_on_top = True
    view_on_site = False
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

    # -- The list ---------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        comments = super().get_queryset(request).prefetch_related("reasons")
        return comments.defer("article__body", "article__standfirst", "parent__source")

    def get_search_results(
        self, request: HttpRequest, comments: QuerySet[Comment], typed: str
    ) -> tuple[QuerySet[Comment], bool]:
        """The newest that match, in the order in which they came in.

        Status and rule are part of the question, or the newest matches might all be others.
        """
        rule = chosen_rule(request)
        if not typed and not rule:
            return comments, False
        ask = partial(comments_found, typed, status=chosen_status(request), rule=rule)
        return self.found(request, comments, ask).order_by("-pk"), False

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        filters = request.META.get("QUERY_STRING", "")

        @admin.display(description=_("decide"))
        def buttons(comment: Comment) -> SafeString:
            return decide_buttons(comment, filters)

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
            '<p class="desk-name"><bdi>{}</bdi></p><p class="desk-quiet">{}<br>{}<br>{}</p>',
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
            "decide_buttons": decide_buttons(comment, filters) if comment else "",
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
        same = Comment.objects.filter(email_folded=comment.email_folded)
        newest = same.order_by("-created_at").values("pk")[:MOST_COUNTED]
        counts = same.filter(pk__in=newest).order_by("status").values_list("status")
        counted = dict(counts.annotate(Count("pk")))
        exact = sum(counted.values()) < MOST_COUNTED
        return ", ".join(
            f"{Status(status).label}: {count if exact else AtLeast(count)}"
            for status, count in counted.items()
        )
