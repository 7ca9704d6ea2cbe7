"""What somebody typed into a form of admin that can't be taken: shown, for him to copy."""

import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.urls import URLPattern
from django.utils.translation import gettext as _

from .characters import printable

_View = Callable[..., HttpResponse]

#: Fields that nobody types into, and those whose text nobody may see.
_NOT_SHOWN = re.compile(
    "csrfmiddlewaretoken|.*password.*|_.*|form-.*|initial-.*|seen.*|reason(-.*)?|reports-.*"
    "|action|back|chosen|decide|from|index|next|post|select_across|undo",
    re.IGNORECASE | re.DOTALL,
)
_TICKED = "on"

_UNREADABLE = (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError)


def typed_text(request: HttpRequest) -> list[str]:
    """The texts of the form, a visible sign for what HTML can't carry; never a password.

    None of a request that can't be read.
    """
    try:
        sent = list(request.POST.items())
    except _UNREADABLE:
        return []
    texts = {name: str(text) for name, text in sent if not _NOT_SHOWN.fullmatch(name)}
    return [printable(text) for text in texts.values() if text.strip() and text != _TICKED]


def give_back(
    request: HttpRequest, title: str, status: HTTPStatus, template: str = "admin/typed.html"
) -> HttpResponse:
    """The page with what was typed, under the reason why it was not taken."""
    context = {
        **admin.site.each_context(request),
        "title": title,
        "typed": typed_text(request),
    }
    return render(request, template, context, status=status)


def kept_when_signed_out(view: _View) -> _View:
    """Give back what somebody signed out has sent to the view, before it leads him elsewhere."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or admin.site.has_permission(request):
            return view(request, *args, **kwargs)
        return give_back(request, _("You are signed out"), HTTPStatus.FORBIDDEN)

    return checked


class TypedTextKept(admin.ModelAdmin):
    """Loses nothing that somebody typed into the form of a row while his session ended."""

    def get_urls(self) -> list[URLPattern]:
        urls = super().get_urls()
        for url in urls:
            if str(url.name).endswith(("_add", "_change")):
                url.callback = kept_when_signed_out(url.callback)
        return urls
