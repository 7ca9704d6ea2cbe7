"""The page on which a reader asks the moderators to look at a comment, without an account."""

import math
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from blog.cache_tags import article_tags, edition_tag
from blog.characters import null_shown
from pagecache.public import not_kept, public_page, shows

from ..answers import too_large
from ..cache_tags import comments_tags
from ..client import client_ip, comes_from_elsewhere, network_of
from ..models import AlreadyDecided, Comment, Report, TooManyReports
from ..submit import RETRY_WINDOW
from .form import ReportForm


@csrf_exempt  # comes_from_elsewhere() stands in: a token would make every page different
@public_page("done")
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A published comment and the form that reports it, in the article's language.

    With ``done=1`` it says thank you instead. docs/reports.md has what is answered when.
    """
    if request.method == "POST":
        return _sent(request, pk)
    comment = get_object_or_404(_reportable(), pk=pk)
    article = comment.article
    shows(request, *article_tags([article.pk]), *comments_tags([article.pk]))
    shows(request, edition_tag(article.language))
    done = request.GET.get("done")
    if done not in (None, "1"):
        not_kept(request)
    return _shown(request, comment, ReportForm(), is_done=done == "1")


@never_cache
def _sent(request: HttpRequest, pk: int) -> HttpResponse:
    if answer := too_large(request):
        return answer
    comment = _reportable().filter(pk=pk).first()
    if comment is None:
        return _gone(request)
    with translation.override(comment.article.language):
        return _taken_in(request, comment)


def _taken_in(request: HttpRequest, comment: Comment) -> HttpResponse:
    """On to the thanks, or the form again with what was typed."""
    form = ReportForm(request.POST)
    if comes_from_elsewhere(request):
        form.refuse(
            _("This report was sent from another site. If it is yours, send it from here.")
        )
        return _given_back(request, comment, form, HTTPStatus.FORBIDDEN)
    if not form.is_valid():
        return _given_back(request, comment, form)
    try:
        made, is_new = comment.report_from(network_of(client_ip(request)), **form.cleaned_data)
    except AlreadyDecided:
        return _gone(request)
    except TooManyReports as too_many:
        form.refuse(_come_back_in(too_many.wait))
        response = _given_back(request, comment, form, HTTPStatus.TOO_MANY_REQUESTS)
        response["Retry-After"] = math.ceil(too_many.wait.total_seconds())
        return response
    if not is_new and not _is_retry(made, **form.cleaned_data):
        form.refuse(
            _("Somebody in your network has reported this comment already. One report is enough.")
        )
        return _given_back(request, comment, form)
    address = f"{reverse('comments:report', args=[comment.pk])}?done=1"
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


def _is_retry(made: Report, cause: str, note: str) -> bool:
    """Whether this is a double click, or the same once more on a slow line."""
    is_same = (made.cause, made.note) == (cause, note)
    return is_same and timezone.now() - made.made_at < RETRY_WINDOW


def _come_back_in(wait: timedelta) -> str:
    minutes = math.ceil(wait / timedelta(minutes=1))
    text = ngettext(
        "Many reports came from your network. Press the button again in %(count)d minute.",
        "Many reports came from your network. Press the button again in %(count)d minutes.",
        minutes,
    )
    return text % {"count": minutes}


def _reportable() -> QuerySet[Comment]:
    return Comment.objects.public().select_related("article")


def _given_back(
    request: HttpRequest,
    comment: Comment,
    form: ReportForm,
    status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> HttpResponse:
    form.give_back()
    return _shown(request, comment, form, status)


def _shown(
    request: HttpRequest,
    comment: Comment,
    form: ReportForm,
    status: HTTPStatus = HTTPStatus.OK,
    **more: Any,
) -> HttpResponse:
    language = comment.article.language
    context = {"comment": comment, "article": comment.article, "form": form, **more}
    with translation.override(language):
        response = render(request, "comments/report.html", context, status=status)
    response["Content-Language"] = language
    return response


def _gone(request: HttpRequest) -> HttpResponse:
    """There is no such comment for the public: only the note can be given back.

    In the language of the page that it was sent from, which the form tells.
    """
    asked = request.POST.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    context = {"note": null_shown(request.POST.get("note", ""))}
    with translation.override(language):
        response = render(
            request, "comments/report_gone.html", context, status=HTTPStatus.NOT_FOUND
        )
    response["Content-Language"] = language
    return response
