"""Cookies are for staff: outside admin nothing sets, renews or clears one.

So a public page is the same for everybody, whatever cookies came with the request.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.sessions import middleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.middleware import csrf

from .editions import STAFF_PREFIX


class SessionMiddleware(middleware.SessionMiddleware):
    """Django's. Outside admin a session can be read, as when staff leave a reply."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path_info.startswith(STAFF_PREFIX):
            return super().process_response(request, response)
        return response


class CsrfViewMiddleware(csrf.CsrfViewMiddleware):
    """Django's, for admin. Outside it there is no token.

    There only a view that is exempt, and looks after itself, takes more than a GET.
    """

    def process_request(self, request: HttpRequest) -> None:
        if request.path_info.startswith(STAFF_PREFIX):
            super().process_request(request)

    def process_view(  # type: ignore[override]
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        if request.path_info.startswith(STAFF_PREFIX):
            return super().process_view(request, callback, callback_args, callback_kwargs)
        if request.method in ("GET", "HEAD") or getattr(callback, "csrf_exempt", False):
            return None
        return HttpResponseNotAllowed(["GET", "HEAD"])
