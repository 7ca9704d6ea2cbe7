"""Withdrawing a comment long after it was written: a form, a mail, and a page with one button."""

import re
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from blog.characters import null_shown

from ..answers import for_one_person, too_large
from ..client import comes_from_elsewhere
from ..mailable import can_be_mailed
from ..mailbox import folded
from ..mailed_link import STATUS, Unusable
from ..models import Comment, Decision, Discussion, Status, Withdrawal
from .forms import WithdrawalForm
from .views import said_withdrawn, withdrawal_page
from .withdrawal_links import WITHDRAW
from .withdrawal_mail import mail_withdrawal

#: A permalink, an address that ends in one, or the number alone.
_NAMED = re.compile(r"(?:.*(?:/comments/|#comment-))?([0-9]{1,18})/?\s*", re.DOTALL)

_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Leads from the address of a comment to the form that asks for a mail to withdraw it.

    Whether there is such a comment nobody is told here.
    """
    typed = request.GET.get("comment", "")
    named = _NAMED.fullmatch(typed)
    if named:
        address = reverse("comments:ask_to_withdraw", args=[int(named[1])])
        return for_one_person(HttpResponseRedirect(address), settings.LANGUAGE_CODE)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if typed else HTTPStatus.OK
    context = {"typed": null_shown(typed)}
    response = render(request, "comments/withdrawal/find.html", context, status=status)
    return for_one_person(response, settings.LANGUAGE_CODE)


@csrf_exempt  # a mail comes of it, and the same page for everybody
@_page
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the address that the comment was left with; mail it a link if that is right.

    The page says the same whether there is such a comment, and whether the address is right.
    """
    unread = too_large(request) if request.method == "POST" else None
    if unread:
        return unread
    shown = Comment.objects.public().select_related("article").filter(pk=pk).first()
    language = shown.language if shown else settings.LANGUAGE_CODE
    with translation.override(language):
        response = _asked(request, pk, shown)
    return for_one_person(response, language)


def _asked(request: HttpRequest, pk: int, shown: Comment | None) -> HttpResponse:
    context: dict[str, Any] = {"comment": shown}
    status = HTTPStatus.OK
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and comes_from_elsewhere(request):
        form.errors.clear()
        form.add_error(
            None, _("This was sent from another site. If it is yours, send it from here.")
        )
        status = HTTPStatus.FORBIDDEN
    elif form.is_bound and form.is_valid():
        _mail_if_right(pk, form.cleaned_data["email"])
        context["is_sent"] = True
    elif form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_bound:
        form.give_back()
    return render(
        request, "comments/withdrawal/ask.html", {**context, "form": form}, status=status
    )


@transaction.atomic
def _mail_if_right(pk: int, email: str) -> None:
    """Queue the mail if the comment was left with this address, unless that is enough for today.

    The time that it takes tells nobody whether the address is right.
    """
    Discussion.write_as_it_is()
    known = Comment.objects.exclude(status=Status.PURGED).only("email", "email_folded")
    comment = known.filter(pk=pk).first()
    left_with = comment.email_folded if comment else ""
    is_right = constant_time_compare(left_with, folded(email))
    if comment and is_right and can_be_mailed(comment.email) and Withdrawal.ask(comment):
        mail_withdrawal.enqueue(comment.pk)


@csrf_exempt  # the token is the proof, and comes_from_elsewhere() looks where a POST is from
@_page
def act(request: HttpRequest, token: str) -> HttpResponse:
    """What the mailed link leads to: the comment and one button, which withdraws it."""
    ids = WITHDRAW.ids(token)
    if isinstance(ids, Unusable):
        response = _refused(request, ids.value, STATUS[ids.value])
        return for_one_person(response, settings.LANGUAGE_CODE)
    comment = Comment.objects.select_related("article").filter(pk=ids[0]).first()
    language = comment.language if comment else settings.LANGUAGE_CODE
    with translation.override(language):
        response = _acted(request, comment)
    return for_one_person(response, language)


def _acted(request: HttpRequest, comment: Comment | None) -> HttpResponse:
    try:
        if comment is None or comment.status == Status.PURGED:
            return _refused(request, "gone", HTTPStatus.GONE)
        if comment.last_decision().is_withdrawal:
            return said_withdrawn(request, comment, is_first=False)
        return withdrawal_page(request, comment)
    except (Comment.DoesNotExist, Decision.DoesNotExist):  # deleted meanwhile
        return _refused(request, "gone", HTTPStatus.GONE)


def _refused(request: HttpRequest, why: str, status: HTTPStatus) -> HttpResponse:
    return render(request, "comments/withdrawal/refused.html", {"why": why}, status=status)
