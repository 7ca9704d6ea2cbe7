from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from blog.ids import as_id

from ..models import Comment
from . import actions, desk_page, news, panels
from .mail_preference import mail_preference
from .numbers import numbers_view
from .permitted import typed_text_kept
from .reporting import find_view


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    """Puts the desk where Django's admin would list, show and change comments."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("comments.moderate_comment")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _first_page(request) is not None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        buttons = [
            ("decide/", actions.decide_view, "decide"),
            ("undo/", actions.undo_view, "undo"),
            ("news/", news.news_view, "news"),
            ("numbers/", numbers_view, "numbers"),
            ("mail/", mail_preference, "mail"),
            ("report/", find_view, "find"),
            ("<int:pk>/look/", news.look_view, "look"),
        ]
        forms = [
            ("<int:pk>/reply/", panels.reply_view, "reply"),
            ("<int:pk>/edit/", panels.edit_view, "edit"),
            ("<int:pk>/note/", panels.note_view, "note"),
            ("<int:pk>/pick/", panels.pick_view, "pick"),
            ("<int:pk>/report/", panels.report_view, "report"),
        ]
        allowed = self.admin_site.admin_view
        views = [(route, allowed(view), name) for route, view, name in buttons]
        views += [(route, typed_text_kept(allowed(view)), name) for route, view, name in forms]
        ours = [path(route, view, name=f"comments_comment_{name}") for route, view, name in views]
        return [*ours, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The desk; who has none is led to what he may do with comments."""
        page = _first_page(request)
        if page and page != "changelist":
            return HttpResponseRedirect(reverse(f"admin:comments_comment_{page}"))
        return desk_page.desk(request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return desk_page.comment_page(request, as_id(unquote(object_id)))


#: What leads to a page about comments, the desk first.
_PAGES = {
    "comments.moderate_comment": "changelist",
    "comments.view_numbers": "numbers",
    "comments.report_comment": "find",
}


def _first_page(request: HttpRequest) -> str | None:
    """The page that the link in admin's index leads this person to, if any."""
    may = request.user.has_perm
    return next((page for permission, page in _PAGES.items() if may(permission)), None)
