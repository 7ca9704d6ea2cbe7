"""What is answered to a form that is not taken: the text comes back, with what to do next."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from blog.characters import null_shown

from .answers import too_large
from .client import path_before
from .forms import ReplyForm
from .places import Place


def unread(request: HttpRequest) -> HttpResponse | None:
    """The answer to what isn't even read: no POST, of unknown length, too large. None if it is."""
    if request.method != "POST":
        # A page with a way on, for a reader who loads the address again.
        response = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        response["Allow"] = "POST"
        return response
    return too_large(request)


def given_back(request: HttpRequest, form: ReplyForm, status: int, **more: Any) -> HttpResponse:
    """The form again with everything that was typed; ``more`` is for its template."""
    form.give_back()
    context = {
        "form": form,
        "article": form.replying_on,
        "parent": form.replying_to,
        "here": Place(order=form.order).query,
        **more,
    }
    return render(request, "comments/reply.html", context, status=status)


def nowhere_to_reply(request: HttpRequest) -> HttpResponse:
    """There is no such article for the public: only the text can be given back.

    In the language of the page that it was sent from, as far as that is known.
    """
    language = language_before(request)
    is_form = request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data")
    status = HTTPStatus.NOT_FOUND if is_form else HTTPStatus.UNPROCESSABLE_ENTITY
    typed = null_shown(request.POST.get("comment", ""))
    context = {"typed": typed, "sent_as_form": is_form}
    with translation.override(language):
        response = render(request, "comments/nowhere.html", context, status=status)
    response["Content-Language"] = language
    return response


def language_before(request: HttpRequest) -> str:
    """The language of the page that the request came from; the site's where it isn't known."""
    return translation.get_language_from_path(path_before(request)) or settings.LANGUAGE_CODE
