"""Cookies are for staff: outside admin nothing sets, renews or clears one.

So a public page is the same for everybody, whatever cookies came with the request.
"""

from django.contrib.sessions import middleware
from django.http import HttpRequest, HttpResponse
from django.middleware import csrf

from .editions import STAFF_PREFIX


class SessionMiddleware(middleware.SessionMiddleware):
    """Django's. Outside admin a session can be read, as when staff leave a reply."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path_info.startswith(STAFF_PREFIX):
            return super().process_response(request, response)
        return response


class CsrfViewMiddleware(csrf.CsrfViewMiddleware):
    """Django's. Outside admin there is no token, so a POST needs a view that is exempt."""

    def process_request(self, request: HttpRequest) -> None:
        if request.path_info.startswith(STAFF_PREFIX):
            super().process_request(request)
