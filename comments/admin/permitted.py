"""Every view of the desk checks its own permission, before anything else."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils.translation import gettext as _

from blog.typed_text import give_back, kept_when_signed_out

_View = Callable[..., HttpResponse]


def permitted(permission: str) -> Callable[[_View], _View]:
    """Let only those see the view who have the permission; others of the staff get 403."""

    def decorate(view: _View) -> _View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    return decorate


def pressed(view: _View) -> _View:
    """Let only a button of the desk call the view.

    Whoever was signed out when he pressed it comes by GET, having signed in again: he is led
    to the desk and told that nothing was done.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            return view(request, *args, **kwargs)
        if request.method != "GET":
            return HttpResponseNotAllowed(["POST"])
        messages.warning(
            request, _("You were signed out, so nothing was decided. Press the button again.")
        )
        return HttpResponseRedirect(reverse("admin:comments_comment_changelist"))

    return checked


def typed_text_kept(view: _View) -> _View:
    """Give back what was typed about a comment that is gone, or by somebody signed out."""

    @kept_when_signed_out
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            return view(request, *args, **kwargs)
        except (Http404, ObjectDoesNotExist):
            title, template = _("This comment is no longer here."), "admin/comments/gone.html"
            return give_back(request, title, HTTPStatus.NOT_FOUND, template)

    return checked
