"""What an open desk asks again and again: who looks where, what colleagues did."""

from operator import attrgetter
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ..desk.deciding import no_longer_here, who_was_quicker
from ..desk.keeping import settled_before
from ..desk.listing import counts
from ..models import Comment, Decision, Look, Report
from .actions import MOST_AT_ONCE, pairs
from .desk_page import asked_by, drawn, formatted
from .permitted import permitted


@require_POST
@permitted("comments.moderate_comment")
def look_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark softly that a moderator looks at the comment; the answer says who else does."""
    comment = get_object_or_404(Comment.objects.only("pk"), pk=pk)
    Look.begin(comment.pk, request.user)
    return JsonResponse({"others": Look.of_others([pk], than=request.user).get(pk, "")})


@never_cache
@require_safe
@permitted("comments.moderate_comment")
def news_view(request: HttpRequest) -> HttpResponse:
    """What happened since: ``cards`` is ``12:345,13:346``, comments and decisions seen, and
    ``reports`` is ``12:78``, the last report seen of each.

    ``more`` says whether the tab has more than the desk shows, as far as the tabs count.
    ``token`` is the one that goes with the session of now: signing in again changed it.
    """
    seen = pairs(request.GET.get("cards", ""), MOST_AT_ONCE)
    latest: dict[int, Decision] = {}
    revised: set[int] = set()
    log = Decision.objects.filter(comment__in=seen).select_related("by").order_by()
    for decision in sorted(log, key=attrgetter("pk")):
        latest[decision.comment_id] = decision
        if decision.follows_revision and decision.pk > seen[decision.comment_id]:
            revised.add(decision.comment_id)
    decided = {
        pk: {"text": who_was_quicker(decision), "status": decision.to_status, "seen": decision.pk}
        for pk, decision in latest.items()
        if decision.pk > seen[pk]
    }
    asked = asked_by(request)
    numbers = counts(asked)
    uncounted = asked.q or asked.rule or asked.age
    reports = _reports(request, set(latest)) if asked.tab == "reported" else {}
    # What its author changed nobody decides by the old text.
    again = reports.get("again", {}) | drawn(request, revised)
    return JsonResponse(
        {
            "looks": Look.of_others(seen, than=request.user),
            "decided": decided,
            **(reports | {"again": again}),
            "gone": {pk: no_longer_here(1) for pk in seen if pk not in latest},
            "counts": formatted(numbers),
            "more": not uncounted and numbers[asked.tab] > len(latest),
            "token": get_token(request),
        }
    )


def _reports(request: HttpRequest, ids: set[int]) -> dict[str, Any]:
    """Comments that are not reported any more, with who settled that; and the cards of those
    that somebody has reported since.
    """
    seen = pairs(request.GET.get("reports", ""), MOST_AT_ONCE)
    reports = Report.objects.filter(comment__in=ids, comment__reported__gt=0, settled_at=None)
    last = dict(reports.values_list("comment").annotate(Max("pk")).order_by())
    again = [pk for pk, report in last.items() if report > seen.get(pk, report)]
    return {"settled": settled_before(sorted(ids - set(last))), "again": drawn(request, again)}
