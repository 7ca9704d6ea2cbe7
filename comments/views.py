import re
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from blog.characters import printable
from blog.models import Article

from . import browser
from .client import client_ip, comes_from_elsewhere, comes_from_here, network_of
from .forms import ReplyForm
from .models import Comment, Status
from .moderation import Submission
from .preview import preview_address
from .submit import Refused, submit
from .threads import page_address


class SeeOther(HttpResponseRedirect):
    """The answer to a POST that leads to a page to GET (RFC 9110, 15.4.4)."""

    status_code = HTTPStatus.SEE_OTHER


@require_safe
def permalink(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads to the page on which the comment stands now."""
    public = Comment.objects.public().select_related("article")
    return HttpResponseRedirect(page_address(get_object_or_404(public, pk=pk)))


@csrf_exempt  # comes_from_elsewhere() stands in: a token would make every page different
@never_cache
def post(request: HttpRequest) -> HttpResponse:
    """Leave a reply. What it answers to what is in docs/replies.md."""
    if request.method != "POST":
        # A page with a way on, for a reader who loads the address again.
        response = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        response["Allow"] = "POST"
        return response
    if _size(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    article = Article.objects.public().filter(pk=_as_id(request.POST.get("article"))).first()
    if article is None:
        return _nowhere_to_reply(request)
    with translation.override(article.language):
        response = _reply_to(request, article)
    response["Content-Language"] = article.language
    return response


def _reply_to(request: HttpRequest, article: Article) -> HttpResponse:
    parent, parent_asked_for = None, request.POST.get("parent", "0") not in ("", "0")
    if parent_asked_for:
        answerable = Comment.objects.public().on(article)
        parent = answerable.filter(pk=_as_id(request.POST["parent"])).first()
    form = ReplyForm(request.POST, article=article, parent=parent)
    if parent_asked_for and parent is None:
        why = _("The comment you answered is no longer here. You can still answer the article.")
        return _given_back(request, form, HTTPStatus.NOT_FOUND, why)
    if comes_from_elsewhere(request):
        why = _("This reply was sent from another site. If it is yours, send it from here.")
        return _given_back(request, form, HTTPStatus.FORBIDDEN, why)
    if not form.is_valid():
        return _given_back(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)

    proven_key = browser.key_of(request)
    submission = _submission(request, form, proven_key)
    try:
        comment = submit(submission)
    except Refused as refused:
        found = refused.finding
        response = _given_back(request, form, found.answer, _(found.reason) % found.details)
        if found.retry_after:
            response["Retry-After"] = found.retry_after
        return response

    approved = comment.status == Status.APPROVED
    response = SeeOther(page_address(comment) if approved else preview_address(comment))
    if submission.browser_key:
        browser.remember(response, submission.browser_key)
    elif proven_key:
        browser.forget(response)
    return response


def _submission(request: HttpRequest, form: ReplyForm, proven_key: UUID | None) -> Submission:
    typed = form.cleaned_data
    ip = client_ip(request)
    user = request.user if comes_from_here(request) else None
    return Submission(
        article=form.replying_on,
        parent=form.replying_to,
        name=typed["name"],
        email=typed["email"],
        website=typed["website"],
        text=typed["comment"],
        honeypot=typed["subject"],
        ip=ip,
        network=network_of(ip),
        user_agent=printable(request.headers.get("User-Agent", ""))[:300],
        proven_key=proven_key,
        browser_key=(proven_key or browser.new_key()) if typed["remember"] else None,
        staff=user if user and user.is_active and user.is_staff else None,
    )


def _given_back(request: HttpRequest, form: ReplyForm, status: int, why: str = "") -> HttpResponse:
    """The form again with everything that was typed, and what to do next."""
    form.give_back()
    context = {"form": form, "article": form.replying_on, "parent": form.replying_to, "why": why}
    return render(request, "comments/reply.html", context, status=status)


def _nowhere_to_reply(request: HttpRequest) -> HttpResponse:
    """There is no such article for the public: only the text can be given back."""
    typed = printable(request.POST.get("comment", ""))
    sent_as_form = request.content_type in (
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    )
    status = HTTPStatus.NOT_FOUND if sent_as_form else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(
        request,
        "comments/nowhere.html",
        {"typed": typed, "sent_as_form": sent_as_form},
        status=status,
    )


def _as_id(text: str | None) -> int:
    """The id in a field; 0, which no row has, for anything that is none."""
    return int(text) if text and re.fullmatch("[0-9]{1,18}", text) else 0


def _size(request: HttpRequest) -> int:
    length = request.headers.get("Content-Length", "")
    return int(length) if length.isdecimal() else 0
