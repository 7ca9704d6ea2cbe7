"""Pages with one form about one comment: reply, edit, note, report.

With the desk's script the form opens below the comment instead, and the answer is JSON.
"""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from blog.ids import as_id

from ..client import client_ip
from ..desk.deciding import who_was_quicker
from ..desk.editing import AlreadyEdited, edit
from ..desk.replying import reply
from ..models import AlreadyDecided, Comment, Discussion, Look, Note, Status
from ..submit import Refused
from ..threads import can_be_answered
from .actions import counts_for, row, to_undo, to_undo_answer, wants_json
from .desk_page import drawn
from .forms import AnswerForm, EditForm, NoteForm, Panel, PickForm, ReportForm
from .permitted import permitted


class Done(NamedTuple):
    """What came of a form, in words, and what of it can be undone besides a decision."""

    said: str
    undo: Sequence[str] = ()


_panel = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@_panel
@permitted("comments.moderate_comment")
@permitted("comments.reply_to_comment")
def reply_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer for the newsroom; a held comment is approved with it."""
    comment = _comment(pk)
    button = _("Approve and reply") if comment.status == Status.HELD else _("Reply")
    form = AnswerForm(_typed(request), comment=comment)
    title = _("Reply to %(name)s") % {"name": comment.name}
    refusal = ""
    if comment.status not in (Status.HELD, Status.APPROVED):
        refusal = _("This comment was removed; nobody would see what you answer.")
    elif not can_be_answered(comment, Discussion.current()):
        refusal = _("This thread can't go any deeper. Answer one of the replies above it.")
    if refusal and form.is_bound:
        form.add_error(None, refusal)
    if refusal:
        return _form(request, form, title, button, HTTPStatus.CONFLICT, refused=refusal)

    def act(text: dict[str, str]) -> Done:
        seen = as_id(request.POST.get("seen", "")) or None
        answer = reply(comment, text["text"], request.user, seen=seen, ip=client_ip(request))
        return Done(_("Your reply is published."), [to_undo_answer(answer)])

    return _shown(request, form, title, button, act)


@never_cache
@_panel
@permitted("comments.moderate_comment")
@permitted("comments.edit_comment")
def edit_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a comment's text or name; the old one is kept in the log."""
    form = EditForm(_typed(request), comment=_comment(pk))

    def act(new: dict[str, Any]) -> Done:
        if edit(form.comment, request.user, **new):
            return Done(_("The comment was changed; the old text is in its log."))
        return Done(_("Nothing was different, so nothing was changed."))

    title = _("Edit the comment of %(name)s") % {"name": form.comment.name}
    return _shown(request, form, title, _("Save"), act)


@never_cache
@_panel
@permitted("comments.moderate_comment")
def note_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a note for the other moderators."""
    form = NoteForm(_typed(request), comment=_comment(pk))

    def act(new: dict[str, str]) -> Done:
        by: Any = request.user
        Note.objects.create(comment=form.comment, by=by, text=new["text"])
        return Done(_("Your note is there."))

    title = _("Note on the comment of %(name)s") % {"name": form.comment.name}
    return _shown(request, form, title, _("Save"), act)


@never_cache
@_panel
@permitted("comments.moderate_comment")
def pick_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Pin a published comment on top of the others, as an editors' pick, or take it off again."""
    comment = _comment(pk)
    form = PickForm(_typed(request), comment=comment)

    def act(new: dict[str, str]) -> Done:
        if new["pick"] == PickForm.OFF:
            comment.unpick(request.user)
            return Done(_("The comment is no editors' pick any more."))
        comment.pick(request.user, seen=as_id(request.POST.get("seen", "")) or None)
        return Done(_("The comment stands on top now, as an editors' pick."))

    title = _("Editors' pick: the comment of %(name)s") % {"name": comment.name}
    button = _("Take it off the top") if comment.picked_at else _("Pin it on top")
    return _shown(request, form, title, button, act)


@never_cache
@_panel
@permitted("comments.report_comment")
def report_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the moderators to look at a published comment again."""
    comment = get_object_or_404(Comment.objects.public().select_related("article"), pk=pk)
    form = ReportForm(_typed(request), comment=comment)

    def act(new: dict[str, str]) -> Done:
        if not comment.report(request.user, new["cause"], new["note"]):
            raise ValidationError(_("You have reported this comment already."))
        return Done(_("The moderators will look at it."))

    title = _("Report the comment of %(name)s") % {"name": comment.name}
    return _shown(request, form, title, _("Report"), act)


def _typed(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; a POST that isn't one was sent with nothing."""
    return request.POST if request.method == "POST" else None


def _comment(pk: int) -> Comment:
    """A comment that is still there: of one that is purged nothing is left to write about."""
    there = Comment.objects.exclude(status=Status.PURGED)
    return get_object_or_404(there.select_related("article"), pk=pk)


def _shown(
    request: HttpRequest,
    form: Panel,
    title: str,
    button: str,
    act: Callable[[dict[str, Any]], Done],
) -> HttpResponse:
    """The form, or what came of it; a refusal gives it back with its text.

    Whoever is told what a colleague did may press the button again, knowing that now.
    """
    if not form.is_valid():
        return _form(request, form, title, button)
    before = form.comment.last_decision()
    try:
        done = act(form.cleaned_data)
    except Refused as refused:
        form.add_error(None, _(refused.finding.reason) % refused.finding.details)
    except ValidationError as said:
        form.add_error(None, said)
    except AlreadyDecided as quicker:
        form.add_error(None, who_was_quicker(quicker.decision))
        if quicker.decision.follows_revision:
            now = quicker.decision.comment.source
            text = _("The text is now: “%(text)s”") % {"text": Truncator(now).chars(2_000)}
            form.add_error(None, text)
        return _form(request, form, title, button, HTTPStatus.CONFLICT, seen=quicker.decision.pk)
    except AlreadyEdited as quicker:
        form.add_error(None, str(quicker))
        # What was taken away for good is not put back by pressing again.
        told = {} if quicker.edit.is_anonymising else {"seen_edit": quicker.edit.pk}
        return _form(request, form, title, button, HTTPStatus.CONFLICT, told)
    else:
        return _done(request, form.comment, done, since=before.pk)
    return _form(request, form, title, button)


def _form(
    request: HttpRequest,
    form: Panel,
    title: str,
    button: str,
    status: int | None = None,
    told: dict[str, int] | None = None,
    **more: Any,
) -> HttpResponse:
    if form.is_bound:
        form.give_back(**(told or {}))
    elif request.user.has_perm("comments.moderate_comment"):
        by: Any = request.user
        Look.begin(form.comment.pk, by)
    if status is None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {
        **admin.site.each_context(request),
        "title": title,
        "form": form,
        "button": button,
        "comment": form.comment,
        "seen": as_id(request.POST.get("seen", "")) or form.comment.last_decision().pk,
        "may_see_comment": request.user.has_perm("comments.moderate_comment"),
        **more,
    }
    return render(request, "admin/comments/panel.html", context, status=status)


def _done(request: HttpRequest, comment: Comment, came: Done, since: int) -> HttpResponse:
    if not request.user.has_perm("comments.moderate_comment"):
        messages.success(request, came.said)
        return HttpResponseRedirect(comment.get_absolute_url())
    if not wants_json(request):
        messages.success(request, came.said)
        address = reverse("admin:comments_comment_change", args=[comment.pk])
        return HttpResponseRedirect(address)
    last = comment.last_decision()
    decided = [last] if last.pk > since and last.by_id == request.user.pk else []
    return JsonResponse(
        {
            "sentences": [came.said],
            "card": drawn(request, [comment.pk])[comment.pk],
            "done": list(map(row, decided)),
            "undo": [*map(to_undo, decided), *came.undo],
            "counts": counts_for(request),
        }
    )
