"""Editions: the site in each of its languages.

The default language lives at ``/``, every other one below its own prefix (``/ru/``).
What a page says is decided by its address alone, never by a visitor's cookie or
``Accept-Language``: two readers get the same bytes.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

#: Where staff work, in the language their browser asks for.
STAFF_PREFIX = "/admin/"


def direction(language: str) -> str:
    """Return ``"rtl"`` or ``"ltr"``, the value of the ``dir`` attribute for a language."""
    return "rtl" if translation.get_language_info(language)["bidi"] else "ltr"


def current_edition() -> str:
    """Return the language of the edition that is being shown."""
    return translation.get_language() or settings.LANGUAGE_CODE


@lru_cache(maxsize=8_192)
def address_in(language: str, view: str, *parts: Any) -> str:
    """The address of a page in an edition; what it is called and its parts say it all."""
    with translation.override(language):
        return reverse(view, args=parts)


class EditionMiddleware:
    """Activates the edition that the address names, for as long as the request lasts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(STAFF_PREFIX):
            language = translation.get_language_from_request(request)
        else:
            language = (
                translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
            )
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response
