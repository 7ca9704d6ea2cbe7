"""The pages that the links in a mail to a moderator lead to."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ...client import comes_from_elsewhere
from ...mailed_link import STATUS, Unusable
from ...models import AlreadyDecided, Comment, Decision
from .links import MailLink, may_decide, read
from .mail import reasons_without_address

#: What is answered when a link can't be used.
_STATUS = {
    **STATUS,
    "not_allowed": HTTPStatus.FORBIDDEN,
    "vanished": HTTPStatus.GONE,
}


@csrf_exempt  # the token is the proof, and comes_from_elsewhere() looks where a POST is from
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, token: str) -> HttpResponse:
    """Show the comment and one button, which decides; opening the page changes nothing.

    In the language that the moderator's browser asks for, as admin is.
    """
    language = translation.get_language_from_request(request)
    with translation.override(language):
        response = _answer(request, token)
    response["Content-Language"] = language
    response["X-Robots-Tag"] = "noindex"
    # Not "no-referrer": then the button would send "Origin: null".
    response["Referrer-Policy"] = "same-origin"
    return response


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    link = read(token)
    if isinstance(link, Unusable):
        return _refused(request, link.value)
    user = get_user_model().objects.filter(pk=link.user_id).first()
    if user is None or not may_decide(user):
        return _refused(request, "not_allowed")
    try:
        comment = Comment.objects.select_related("article", "parent").get(pk=link.comment_id)
        if request.method == "POST":
            return _decided(request, link, comment, user)
        last = comment.last_decision()
    except (Comment.DoesNotExist, Decision.DoesNotExist):
        return _refused(request, "vanished")
    already = last if last.pk != link.decision_id else None
    return _shown(request, link, comment, already=already)


def _decided(request: HttpRequest, link: MailLink, comment: Comment, by: Any) -> HttpResponse:
    if comes_from_elsewhere(request):
        status = HTTPStatus.FORBIDDEN
        return _shown(request, link, comment, status, is_from_elsewhere=True)
    try:
        link.decide(comment, by)
    except AlreadyDecided as quicker:
        return _shown(request, link, comment, HTTPStatus.CONFLICT, already=quicker.decision)
    return _shown(request, link, comment, is_done=True)


def _shown(
    request: HttpRequest,
    link: MailLink,
    comment: Comment,
    status: HTTPStatus = HTTPStatus.OK,
    **outcome: Any,
) -> HttpResponse:
    context = {
        "comment": comment,
        "verb": link.verb,
        "reasons": reasons_without_address(comment),
        **outcome,
    }
    return render(request, "comments/mail/decide.html", context, status=status)


def _refused(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "comments/mail/refused.html", {"why": why}, status=_STATUS[why])
