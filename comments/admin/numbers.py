"""The page with the figures of moderation: the most important ones first, then the pictures."""

from datetime import timedelta

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ..models import Comment
from ..numbers import Numbers, numbers
from ..plots import number
from .permitted import permitted
from .sections import sections

#: So many days can be looked at, and these unless somebody asks.
PERIODS = (7, 30, 90, 365)
_USUAL = 30

_MINUTE = timedelta(minutes=1)


@permitted("comments.view_numbers")
@require_safe
def numbers_view(request: HttpRequest) -> HttpResponse:
    """The figures of the last ``days``; what isn't offered is as if nobody had asked."""
    asked = request.GET.get("days", "")
    days = next((period for period in PERIODS if str(period) == asked), _USUAL)
    found = numbers(days)
    context = {
        **admin.site.each_context(request),
        "title": _("Numbers"),
        "opts": Comment._meta,
        "days": days,
        "periods": [(period, _days(period)) for period in PERIODS],
        "summary": _summary(found, request.user.has_perm("comments.moderate_comment")),
        "sections": sections(found),
    }
    return render(request, "admin/comments/numbers.html", context)


def _days(count: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def _summary(found: Numbers, may_moderate: bool) -> list[tuple[str, str, SafeString | str]]:
    """Figures: what each of them is, how much, and what more there is to say."""
    came_in, took, oldest = found.came_in, found.time_to_decision, found.oldest_held
    by_rules = _("%(held)s held, %(spam)s spam")
    of_held = _("%(decided)s decided, %(waiting)s still wait")
    rules_said = {"held": number(came_in.held), "spam": number(came_in.spam)}
    became = {"decided": number(took.decided), "waiting": number(took.waiting)}
    look = ""
    if oldest and may_moderate:
        address = reverse("admin:comments_comment_change", args=[oldest.pk])
        look = format_html('<a href="{}">{}</a>', address, _("Look at it"))
    return [
        (_("Comments that came in"), number(came_in.total), by_rules % rules_said),
        (_("Decisions of moderators"), number(found.decided.total), ""),
        (_("Half of what was held is decided within"), _long(took.median), of_held % became),
        (_("%(percent)d%% of it within") % {"percent": 95}, _long(took.percentile_95), ""),
        (_("The oldest held comment waits for"), _long(oldest.age if oldest else None), look),
    ]


def _long(time: timedelta | None) -> str:
    """In the two largest units; less than a minute isn't told apart."""
    if time is None:
        return "–"
    now = timezone.now()
    return timesince(now - time, now) if time >= _MINUTE else _("less than a minute")
