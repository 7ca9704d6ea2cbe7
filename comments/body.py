"""What a POST brings, before it is read."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def unreadable(request: HttpRequest) -> HttpResponse | None:
    """The answer to a body that is too large, or does not say how large; None for any other."""
    length = request.headers.get("Content-Length") or ""
    if "Transfer-Encoding" in request.headers and not length:
        return render(request, "411.html", status=HTTPStatus.LENGTH_REQUIRED)
    size = int(length) if length.isdecimal() else 0
    if size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return None
