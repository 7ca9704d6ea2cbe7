"""A small site to knock at the door of: its pages are examples of what a view may do."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import path

from pagecache.models import Purge
from pagecache.public import not_after, not_kept, public_page, shows

#: How often each address was rendered.
renders: Counter[str] = Counter()

#: Seconds since the epoch from which on ``/until/`` is another page.
moment = 0.0


def text(request: HttpRequest, **more: Any) -> HttpResponse:
    renders[request.get_full_path()] += 1
    said = f"{request.get_full_path()}\n{more or ''}\n"
    return HttpResponse(said + "What happened. " * 50, content_type="text/plain; charset=utf-8")


@public_page("q", "r")
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Known by its name, which is its tag, and by two parameters, one of them repeatable."""
    shows(request, name if name.isidentifier() and name.isascii() else "odd", "pages")
    return text(request, q=request.GET.get("q"), r=request.GET.get("r"), of=request.GET.dict())


@public_page()
def counter(request: HttpRequest) -> HttpResponse:
    """How many purges are committed: each is its own change."""
    shows(request, "counter")
    renders["counter"] += 1
    return HttpResponse(f"{Purge.objects.count()}", content_type="text/plain")


@public_page()
def until(request: HttpRequest) -> HttpResponse:
    shows(request, "until")
    not_after(request, None, datetime.fromtimestamp(moment, UTC))
    return text(request)


@public_page()
def feed(request: HttpRequest) -> HttpResponse:
    shows(request, "feed")
    response = text(request)
    response["Last-Modified"] = "Tue, 24 Nov 2026 10:00:00 GMT"
    return response


@public_page("to")
def moved(request: HttpRequest) -> HttpResponse:
    shows(request, "moved")
    renders[request.get_full_path()] += 1
    return HttpResponseRedirect("/page/a/")


def _with_header(name: str, value: str) -> Callable:
    """What a middleware may add after the view."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def decorated(request: HttpRequest) -> HttpResponse:
            response = view(request)
            response[name] = value
            return response

        return decorated

    return decorate


def _for_one_person(name: str) -> Callable[..., HttpResponse]:
    """Views whose answers are never kept, though each says that it is a public page."""

    def view(request: HttpRequest) -> HttpResponse:
        if name != "no-tag":
            shows(request, "personal")
        if name == "not-found":
            raise Http404
        if name == "fails":
            raise ZeroDivisionError
        if name == "not-kept":
            not_kept(request)
        if name == "session":
            request.session.get("name")
        response = text(request, cookies=request.COOKIES)
        if name == "cookie":
            response.set_cookie("name", "value")
        if name == "token":
            response.write(get_token(request))
        response.status_code = {"gone": 410, "invalid": 422, "partial": 206}.get(name, 200)
        return response

    added = {
        "private": ("Cache-Control", "Private"),
        "no-store": ("Cache-Control", "public, no-store"),
        "vary-cookie": ("Vary", "Accept-Encoding, Cookie"),
        "vary-all": ("Vary", "*"),
        "vary-language": ("Vary", "accept-language"),
    }.get(name)
    public = public_page()(view)
    return _with_header(*added)(public) if added else public


PERSONAL = [
    *("no-tag", "not-found", "fails", "not-kept", "session", "cookie", "token", "gone"),
    *("invalid", "partial", "private", "no-store", "vary-cookie", "vary-all", "vary-language"),
]

urlpatterns = [
    path("page/<str:name>/", page),
    path("counter/", counter),
    path("until/", until),
    path("feed/", feed),
    path("moved/", moved),
    *(path(f"personal/{name}/", _for_one_person(name)) for name in PERSONAL),
    path("plain/", text),
]


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("not here", content_type="text/plain", status=404)


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("not so", content_type="text/plain", status=400)


def handler500(request: HttpRequest) -> HttpResponse:
    return HttpResponse("our fault", content_type="text/plain", status=500)
