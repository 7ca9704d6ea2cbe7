"""What the buttons of the desk do: answers to the script, or the way back without it."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blog.ids import as_id

from ..desk.cards import VERBS
from ..desk.deciding import decide, no_longer_here, who_was_quicker
from ..desk.keeping import keep
from ..desk.listing import counts
from ..models import AlreadyDecided, Comment, Decision, RejectionReason, Report, Status, Via
from .desk_page import asked_by, drawn, formatted, undo_signer
from .permitted import permitted, pressed

#: Comments that one press of a button decides.
MOST_AT_ONCE = 200

#: Characters of a query of the desk, the address that a form leads back to.
_LONGEST_BACK = 1_500

#: What stands before the id of a report, or of the first decision on an answer of the
#: newsroom, in what can be undone.
_KEPT, _ANSWER = "r", "a"


@permitted("comments.moderate_comment")
@pressed
def decide_view(request: HttpRequest) -> HttpResponse:
    """One verb for one comment or for many: ``decide`` is ``approve:12`` or ``spam:chosen``.

    ``chosen`` are the ids of the many. ``seen-12`` is the last decision on a comment that the
    moderator's page knew of, ``reports-12`` the last report; ``reason-12`` the reason chosen
    for it, ``reason`` that for all that have none of their own.
    """
    name, _colon, which = request.POST.get("decide", "").partition(":")
    verb, one = VERBS.get(name), as_id(which)
    if verb is None or not (one or which == "chosen"):
        return _told(request, [_("Nothing was decided: this is no button of the desk.")], 400)
    chosen = [one] if one else list(map(as_id, request.POST.getlist("chosen")))
    if not chosen:
        return _told(request, [_("Choose comments first: nothing was changed.")], 422)
    if len(chosen) > MOST_AT_ONCE:
        text = _("Choose at most %(count)d comments at once: nothing was changed.")
        return _told(request, [text % {"count": MOST_AT_ONCE}], 422)
    if verb.to is None:
        return _kept(request, chosen)
    seen = {pk: as_id(request.POST.get(f"seen-{pk}", "")) for pk in chosen}
    report = decide(
        seen, verb.to, request.user, via=_via(request, one), rejections=_rejections(request, seen)
    )
    return _told(
        request,
        report.sentences(),
        HTTPStatus.OK if report.done else HTTPStatus.CONFLICT,
        done=list(map(row, report.done)),
        already=list(map(_quicker_row, report.already)),
        again=_revised(request, report.already) if wants_json(request) else {},
        gone=report.gone,
        undo=list(map(to_undo, report.done)),
    )


def _revised(request: HttpRequest, already: Iterable[Decision]) -> dict[int, str]:
    """The cards of those whose text may be another since: nobody decides by the old one."""
    unread = [each.comment_id for each in already if each.follows_revision or each.via == Via.UNDO]
    return drawn(request, unread)


def _rejections(request: HttpRequest, ids: Iterable[int]) -> dict[int, RejectionReason]:
    """The reason that was chosen for each comment, or else that for all."""
    for_all = request.POST.get("reason", "")
    written = {pk: as_id(request.POST.get(f"reason-{pk}", "") or for_all) for pk in ids}
    reasons = RejectionReason.objects.in_bulk(set(written.values()) - {0})
    return {pk: reasons[reason] for pk, reason in written.items() if reason in reasons}


def _via(request: HttpRequest, one: int) -> Via:
    if not one:
        return Via.BULK
    return Via.ADMIN if request.POST.get("from") == "comment" else Via.DESK


def _kept(request: HttpRequest, ids: list[int]) -> HttpResponse:
    seen = {pk: as_id(request.POST.get(f"reports-{pk}", "")) for pk in ids}
    decided = {pk: as_id(request.POST.get(f"seen-{pk}", "")) for pk in ids}
    kept = keep(seen, request.user, decided)
    status = HTTPStatus.OK if kept.now else HTTPStatus.CONFLICT
    told = {pk: _("This comment stays; its reports are settled.") for pk in kept.now}
    return _told(
        request,
        kept.sentences(),
        status,
        kept={pk: text for pk, text in (told | kept.before).items() if pk not in kept.again},
        again=drawn(request, [*kept.again, *kept.revised]) if wants_json(request) else {},
        gone=kept.gone,
        undo=[f"{pk}:{_KEPT}{report}" for pk, report in kept.now.items()],
    )


@permitted("comments.moderate_comment")
@pressed
def undo_view(request: HttpRequest) -> HttpResponse:
    """Take decisions back: ``undo`` holds pairs of comment and decision, ``12:345,13:346``.

    ``14:r78`` is for a comment that was kept: a report that was settled then. ``15:a79`` is
    for an answer of the newsroom, which goes to the trash: the last decision on it.
    """
    done = _split(request.POST.get("undo", ""), MOST_AT_ONCE)
    undone: list[Decision] = []
    already: list[Decision] = []
    gone: list[int] = []
    found = Comment.objects.in_bulk(done)
    for pk, written in done.items():
        try:
            undone.append(_undo(found[pk], written, request.user))
        except AlreadyDecided as quicker:
            already.append(quicker.decision)
        except Report.DoesNotExist:  # somebody has undone that already
            continue
        except (KeyError, Comment.DoesNotExist, Decision.DoesNotExist):
            gone.append(pk)
    sentences = list(dict.fromkeys(map(who_was_quicker, already)))
    if undone:
        text = ngettext("%d decision undone.", "%d decisions undone.", len(undone))
        sentences.insert(0, text % len(undone))
    if gone:
        sentences.append(no_longer_here(len(gone)))
    return _told(
        request,
        sentences or [_("There is nothing to undo.")],
        HTTPStatus.OK if undone else HTTPStatus.CONFLICT,
        undone=list(map(row, undone)),
        already=list(map(_quicker_row, already)),
        again=_revised(request, already) if wants_json(request) else {},
        gone=gone,
    )


def _undo(comment: Comment, written: str, by: Any) -> Decision:
    if written.startswith(_ANSWER):
        seen = as_id(written.removeprefix(_ANSWER))
        return comment.trash(by, seen=seen, via=Via.UNDO)
    if written.startswith(_KEPT):
        return comment.undo_keeping(as_id(written.removeprefix(_KEPT)))
    return comment.undo(as_id(written), by)


def pairs(written: str, at_most: int) -> dict[int, int]:
    """Ids of comments, each with the id of a decision: ``12:345,13:346``; no other ones."""
    return {pk: as_id(decision) for pk, decision in _split(written, at_most).items()}


def _split(written: str, at_most: int) -> dict[int, str]:
    split = [pair.partition(":") for pair in written.split(",")[:at_most]]
    found = {as_id(comment): rest for comment, _colon, rest in split}
    found.pop(0, None)
    return found


def to_undo(decision: Decision) -> str:
    """What takes the decision back, as undo_view reads it."""
    return f"{decision.comment_id}:{decision.pk}"


def to_undo_answer(answer: Comment) -> str:
    """What takes an answer of the newsroom back."""
    return f"{answer.pk}:{_ANSWER}{answer.last_decision().pk}"


def row(decision: Decision) -> dict[str, Any]:
    """A decision as the desk's script reads it."""
    return {
        "comment": decision.comment_id,
        "decision": decision.pk,
        "status": decision.to_status,
        "label": str(Status(decision.to_status).label),
    }


def _quicker_row(decision: Decision) -> dict[str, Any]:
    return row(decision) | {"text": who_was_quicker(decision)}


def _told(
    request: HttpRequest,
    sentences: list[str],
    status: int,
    undo: Sequence[str] = (),
    **more: Any,
) -> HttpResponse:
    """The answer to the script; without it, the page again with the sentences on top."""
    if wants_json(request):
        answer = {"sentences": sentences, "undo": undo, "counts": counts_for(request), **more}
        return JsonResponse(answer, status=status)
    level = messages.SUCCESS if status < 400 else messages.WARNING
    for sentence in sentences:
        messages.add_message(request, level, sentence)
    return HttpResponseRedirect(_way_back(request, undo))


def wants_json(request: HttpRequest) -> bool:
    """Whether the desk's script asks."""
    return request.headers.get("Accept", "") == "application/json"


def counts_for(request: HttpRequest) -> dict[str, str]:
    """The numbers on the tabs of the page that the form is on."""
    return formatted(counts(asked_by(request, QueryDict(_back(request)))))


def _back(request: HttpRequest) -> str:
    return request.POST.get("back", "").partition("?")[2][:_LONGEST_BACK]


def _way_back(request: HttpRequest, undo: Sequence[str]) -> str:
    """The page that the form was on, with what can be undone, at the comment that comes next."""
    back = request.POST.get("back", "")
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, request.get_host()):
        return back
    query = QueryDict(_back(request), mutable=True)
    query["undo"] = undo_signer(request).sign(",".join(undo)) if undo else ""
    address = f"{reverse('admin:comments_comment_changelist')}?{query.urlencode()}"
    shown = [as_id(name.removeprefix("seen-")) for name in request.POST if "seen-" in name]
    decided = {as_id(pair.partition(":")[0]) for pair in undo}
    last = max((place for place, pk in enumerate(shown) if pk in decided), default=None)
    following = [] if last is None else [pk for pk in shown[last + 1 :] if pk not in decided]
    return f"{address}#comment-{following[0]}" if following else address
