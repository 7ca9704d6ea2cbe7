"""From a button to a verb: one comment at a time, or many."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_POST

from ..models import AlreadyDecided, Comment, Status

#: The verbs of the desk, in the order of their buttons: what they are called here, what
#: they are called on the model, and where they lead.
VERBS = {
    "approve": (pgettext_lazy("button", "Approve"), Comment.approve, Status.APPROVED),
    "spam": (pgettext_lazy("button", "Spam"), Comment.mark_spam, Status.SPAM),
    "trash": (pgettext_lazy("button", "Trash"), Comment.trash, Status.TRASH),
    "hold": (pgettext_lazy("button", "Hold"), Comment.hold, Status.HELD),
}


def decide_buttons(comment: Comment, filters: str) -> SafeString:
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


class DecidingAdmin(admin.ModelAdmin):
    """The address that the buttons lead to, and the actions over the list."""

    actions = ["approve_selected", "spam_selected", "trash_selected", "hold_selected"]

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("comments.moderate_comment")

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
        self.decide(request, [get_object_or_404(Comment, pk=pk)], verb)
        filters = request.GET.get("_changelist_filters", "")
        address = reverse("admin:comments_comment_changelist")
        return HttpResponseRedirect(f"{address}?{filters}" if filters else address)

    def decide(self, request: HttpRequest, comments: Iterable[Comment], verb: str) -> None:
        _label, decide, status = VERBS[verb]
        done = already = 0
        for comment in comments:
            try:
                decide(comment, by=request.user)
                done += 1
            except AlreadyDecided:
                already += 1
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
        self.decide(request, comments, "approve")

    @admin.action(description=_("Mark selected comments as spam"), permissions=["moderate"])
    def spam_selected(self, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        self.decide(request, comments, "spam")

    @admin.action(description=_("Move selected comments to the trash"), permissions=["moderate"])
    def trash_selected(self, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        self.decide(request, comments, "trash")

    @admin.action(description=_("Hold selected comments"), permissions=["moderate"])
    def hold_selected(self, request: HttpRequest, comments: QuerySet[Comment]) -> None:
        self.decide(request, comments, "hold")
