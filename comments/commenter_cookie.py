"""The proof that a reader's browser left a comment before: the only cookie readers get."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

NAME = "commenter"
#: It travels with a reply and never with a page, so pages are the same for everybody.
PATH = "/comments/"
_MAX_AGE = 365 * 24 * 60 * 60


def key_of(request: HttpRequest) -> UUID | None:
    """The key in the signed cookie; None without one, or with a forged or expired one."""
    try:
        return UUID(request.get_signed_cookie(NAME, default="", max_age=_MAX_AGE))
    except ValueError:
        return None


def remember(response: HttpResponse, key: UUID) -> None:
    response.set_signed_cookie(
        NAME,
        str(key),
        max_age=_MAX_AGE,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(NAME, path=PATH, samesite="Lax")
