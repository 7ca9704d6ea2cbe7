"""Requests that claim another character set than UTF-8 are answered before Django sees them.

Django looks up whatever ``charset`` a request names, and Python knows names such as
``hex`` and ``unicode_escape`` that decode no text. Nobody sends such a request by accident.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.http import parse_header_parameters

WSGIApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def utf8_only(application: WSGIApplication) -> WSGIApplication:
    """Wrap a WSGI application; a request in any other character set gets a 400."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        _type, parameters = parse_header_parameters(environ.get("CONTENT_TYPE") or "")
        if parameters.get("charset", "utf-8").strip().lower() in ("utf-8", "utf8"):
            return application(environ, start_response)
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        start_response("400 Bad Request", headers)
        return [b"Only UTF-8 is understood here.\n"]

    return answer
