"""The pages that the links in a mail to a reader lead to."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from blog.ids import as_id
from blog.models import Article

from ... import commenter_cookie
from ...answers import for_one_person
from ...client import comes_from_elsewhere
from ...mailed_link import STATUS, Unusable
from ...models import Reader, Subscription
from .following import confirm, stop_telling
from .links import CONFIRM, EVERYTHING, UNSUBSCRIBE
from .questions import days_to_confirm

#: How much one page asks to confirm; more than anybody asks for in three days.
_MOST = 200

#: What is answered when a link can't be used.
_STATUS = {**STATUS, "forgotten": HTTPStatus.GONE}


@csrf_exempt  # the token is the proof, and comes_from_elsewhere() looks where a POST is from
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Show what was asked for and one button, which confirms it; opening it changes nothing."""
    ids = CONFIRM.ids(token, timedelta(days=days_to_confirm()))
    if isinstance(ids, Unusable):
        return _refused(request, ids.value)
    reader = Reader.objects.filter(pk=ids[0]).first()
    if reader is None:
        return _refused(request, "forgotten")
    with translation.override(reader.language):
        if request.method != "POST":
            return _asked(request, reader)
        return _confirmed(request, reader) or _asked(request, reader, is_pressed=True)


def _confirmed(request: HttpRequest, reader: Reader) -> HttpResponse | None:
    """None where the button had nothing to confirm."""
    if comes_from_elsewhere(request):
        return _asked(request, reader, HTTPStatus.FORBIDDEN, is_from_elsewhere=True)
    chosen = [as_id(typed) for typed in request.POST.getlist("chosen")]
    confirmed = confirm(reader, chosen[:_MOST], commenter_cookie.key_of(request))
    if not confirmed:
        return None
    return _shown(request, "confirm", is_done=True, subscriptions=confirmed)


def _asked(
    request: HttpRequest, reader: Reader, status: HTTPStatus = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    pending = list(_pending(reader)[:_MOST])
    already = Subscription.objects.confirmed().filter(reader=reader)
    context = {
        "subscriptions": pending,
        "is_confirmed": not pending and already.exists(),
        **more,
    }
    return _shown(request, "confirm", status, **context)


def _pending(reader: Reader) -> Any:
    asked_for = Subscription.objects.filter(reader=reader).pending()
    return asked_for.select_related("article").defer("article__body").order_by("pk")


# The token is the proof wherever a POST comes from, and a mail program sends one for its button
# "unsubscribe" (RFC 8058), which knows no page of ours.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Show one button, which ends the mail about an article, or all; opening it ends nothing."""
    ids = UNSUBSCRIBE.ids(token)
    if isinstance(ids, Unusable):
        return _refused(request, ids.value)
    reader_id, article_id = ids
    his = Subscription.objects.filter(reader=reader_id)
    article = None
    if article_id != EVERYTHING:
        his = his.filter(article=article_id)
        article = Article.objects.public().filter(pk=article_id).first()
    language = article.language if article else translation.get_language_from_request(request)
    with translation.override(language):
        if request.method == "POST":
            is_done = stop_telling(reader_id, article_id if article_id != EVERYTHING else None)
            context: dict[str, Any] = {"is_done": is_done, "is_over": not is_done}
        else:
            context = {"is_over": not his.exists()}
        context |= {"article": article, "is_everything": article_id == EVERYTHING}
        return _shown(request, "unsubscribe", **context)


def _refused(request: HttpRequest, why: str) -> HttpResponse:
    """In the language that the reader's browser asks for, as nothing else is known of him."""
    with translation.override(translation.get_language_from_request(request)):
        return _shown(request, "unusable", _STATUS[why], why=why)


def _shown(
    request: HttpRequest, page: str, status: HTTPStatus = HTTPStatus.OK, **context: Any
) -> HttpResponse:
    response = render(request, f"comments/mail/{page}.html", context, status=status)
    return for_one_person(response, translation.get_language() or "")
