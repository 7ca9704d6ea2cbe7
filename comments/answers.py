"""Answers that several views for the public give."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render


class SeeOther(HttpResponseRedirect):
    """The answer to a POST that leads to a page to GET (RFC 9110, 15.4.4)."""

    status_code = HTTPStatus.SEE_OTHER


def too_large(request: HttpRequest) -> HttpResponse | None:
    """The refusal of a body that is larger than any form of ours, or doesn't say how large."""
    if "Transfer-Encoding" in request.headers and not request.headers.get("Content-Length"):
        return render(request, "411.html", status=HTTPStatus.LENGTH_REQUIRED)
    length = request.headers.get("Content-Length") or ""
    if length.isdecimal() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return None


def for_one_person(response: HttpResponse, language: str) -> HttpResponse:
    """Keep the page out of caches and indexes, and its address to this site."""
    response["Content-Language"] = language
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    # Not "no-referrer": then the button would send "Origin: null".
    response["Referrer-Policy"] = "same-origin"
    return response
