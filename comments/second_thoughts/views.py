"""The pages on which the author of a comment changes it or withdraws it."""

from http import HTTPStatus
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from blog.characters import printable

from .. import commenter_cookie
from ..answers import SeeOther, for_one_person, too_large
from ..client import comes_from_elsewhere
from ..mailable import can_be_mailed
from ..models import AlreadyDecided, Comment, Decision, Discussion
from ..preview import own_address
from ..submit import Refused
from .forms import RevisionForm
from .proof import Standing, TooLate, ends_at, make_proof, owned, standing
from .revise import revise

#: What is answered when the author comes too late.
_STATUS = {
    Standing.JUDGED: HTTPStatus.CONFLICT,
    Standing.OVER: HTTPStatus.GONE,
    Standing.WITHDRAWN: HTTPStatus.GONE,
    Standing.GONE: HTTPStatus.GONE,
}

_page = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt  # the proof is in the address, and comes_from_elsewhere() looks where a POST is from
@_page
def edit(request: HttpRequest, proof: str) -> HttpResponse:
    """Show the author's comment in a form; take the new text in the place of the old one."""
    return _for_author(request, proof, _edit)


@csrf_exempt
@_page
def withdraw(request: HttpRequest, proof: str) -> HttpResponse:
    """Show the author's comment and one button, which removes it for good."""
    return _for_author(request, proof, _withdraw)


def _for_author(request: HttpRequest, proof: str, act: Any) -> HttpResponse:
    unread = too_large(request) if request.method == "POST" else None
    if unread:
        return unread
    comment = owned(proof, commenter_cookie.key_of(request))
    language = comment.language if comment else translation.get_language() or ""
    with translation.override(language):
        if comment is None:
            response = _refused(request, None, "forged", HTTPStatus.NOT_FOUND)
        else:
            try:
                response = act(request, comment, Discussion.current())
            except (Comment.DoesNotExist, Decision.DoesNotExist):  # deleted meanwhile
                response = _too_late(request, comment, Standing.GONE)
    return for_one_person(response, language)


def _edit(request: HttpRequest, comment: Comment, site: Discussion) -> HttpResponse:
    allowed = standing(comment, site, timezone.now())
    if allowed is Standing.OPEN and not comment.article.is_public:
        allowed = Standing.GONE
    if allowed is not Standing.OPEN:
        return _too_late(request, comment, allowed)
    if request.method != "POST":
        return _form(request, comment, site, RevisionForm(initial={"comment": comment.source}))
    form = RevisionForm(request.POST)
    if comes_from_elsewhere(request):
        form.refuse(_("This was sent from another site. If it is yours, send it from here."))
        return _form(request, comment, site, form, HTTPStatus.FORBIDDEN)
    if not form.is_valid():
        return _form(request, comment, site, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        revise(comment, form.cleaned_data["comment"], site)
    except TooLate as late:
        return _too_late(request, comment, late.standing)
    except Refused as refused:
        found = refused.finding
        form.refuse(_(found.reason) % found.details)
        response = _form(request, comment, site, form, found.answer)
        if found.retry_after:
            response["Retry-After"] = found.retry_after
        return response
    return SeeOther(own_address(comment, site))


def _form(
    request: HttpRequest,
    comment: Comment,
    site: Discussion,
    form: RevisionForm,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    if form.is_bound:
        form.give_back()
    context = {
        "comment": comment,
        "form": form,
        "proof": make_proof(comment),
        "minutes": max(1, ceil((ends_at(comment, site) - timezone.now()).total_seconds() / 60)),
    }
    return render(request, "comments/own/edit.html", context, status=status)


def _withdraw(request: HttpRequest, comment: Comment, site: Discussion) -> HttpResponse:
    allowed = standing(comment, site, timezone.now())
    if allowed is Standing.WITHDRAWN:
        return said_withdrawn(request, comment, is_first=False)
    if allowed not in (Standing.OPEN, Standing.JUDGED):
        return _too_late(request, comment, allowed)
    proof = make_proof(comment) if allowed is Standing.OPEN else ""
    return withdrawal_page(request, comment, proof)


def withdrawal_page(request: HttpRequest, comment: Comment, proof: str = "") -> HttpResponse:
    """The comment and one button, which withdraws it; with ``proof`` a way to change it instead.

    A POST from another site shows the button again.
    """
    is_from_elsewhere = request.method == "POST" and comes_from_elsewhere(request)
    if request.method == "POST" and not is_from_elsewhere:
        return _withdraw_now(request, comment)
    context = {"comment": comment, "proof": proof, "is_from_elsewhere": is_from_elsewhere}
    status = HTTPStatus.FORBIDDEN if is_from_elsewhere else HTTPStatus.OK
    return render(request, "comments/own/withdraw.html", context, status=status)


def _withdraw_now(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Withdraw the comment, and say so; the same is said to whoever presses twice."""
    try:
        comment.withdraw()
    except AlreadyDecided as already:
        if not already.decision.is_withdrawal:
            return _too_late(request, comment, Standing.GONE)
        return said_withdrawn(request, comment, is_first=False)
    return said_withdrawn(request, comment, is_first=True)


def said_withdrawn(request: HttpRequest, comment: Comment, *, is_first: bool) -> HttpResponse:
    """That the comment is withdrawn: now, or already."""
    context = {"comment": comment, "is_first": is_first}
    return render(request, "comments/own/withdrawn.html", context)


def _too_late(request: HttpRequest, comment: Comment, why: Standing) -> HttpResponse:
    return _refused(request, comment, why.value, _STATUS[why])


def _refused(
    request: HttpRequest, comment: Comment | None, why: str, status: HTTPStatus
) -> HttpResponse:
    """Why nothing was changed, what can still be done, and what was typed, to be copied."""
    typed = printable(request.POST.get("comment", "")) if request.method == "POST" else ""
    context = {
        "comment": comment,
        "why": why,
        "typed": typed,
        "is_mailable": comment is not None and can_be_mailed(comment.email),
        "proof": make_proof(comment) if comment and why == Standing.JUDGED.value else "",
    }
    return render(request, "comments/own/refused.html", context, status=status)
