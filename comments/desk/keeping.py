"""Reported comments that are fine: they stay as they are, and their reports are settled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext

from ..models import Comment, Report, Tally
from ..people import name_of
from .deciding import no_longer_here


@dataclass
class Kept:
    """What became of reports: settled now (one of them for each comment, from which it can be
    taken back), settled before (in whose words), comment gone."""

    now: dict[int, int] = field(default_factory=dict)
    before: dict[int, str] = field(default_factory=dict)
    #: Reported by somebody since the moderator's page was made; those reports are open.
    again: list[int] = field(default_factory=list)
    #: Changed by their authors since then; their reports are open.
    revised: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)

    def sentences(self) -> list[str]:
        said = []
        if self.now:
            text = ngettext(
                "%d comment stays; its reports are settled.",
                "%d comments stay; their reports are settled.",
                len(self.now),
            )
            said.append(text % len(self.now))
        said += dict.fromkeys(self.before.values())
        if self.again:
            text = ngettext(
                "%d comment was reported again meanwhile; that report is open.",
                "%d comments were reported again meanwhile; those reports are open.",
                len(self.again),
            )
            said.append(text % len(self.again))
        if self.revised:
            text = ngettext(
                "%d comment was changed by its author meanwhile; look at it again.",
                "%d comments were changed by their authors meanwhile; look at them again.",
                len(self.revised),
            )
            said.append(text % len(self.revised))
        if self.gone:
            said.append(no_longer_here(len(self.gone)))
        return said


def keep(seen: Mapping[int, int], by: Any, decided: Mapping[int, int] | None = None) -> Kept:
    """Settle the open reports of these comments, each in a transaction of its own.

    ``seen`` maps the id of each comment to the last of its reports that the moderator knew
    of, 0 where he knew of none in particular; what was reported since stays open. ``decided``
    maps it to the last decision that he knew of; what its author changed since is not kept.
    """
    found = Comment.objects.in_bulk(seen)
    kept = Kept(gone=sorted(set(seen) - set(found)))
    for pk in sorted(found):
        known = decided.get(pk) if decided else None
        try:
            with transaction.atomic():
                Tally.locked_for(found[pk].article_id)
                if known and found[pk].is_revised_since(known):
                    kept.revised.append(pk)
                    continue
                settled = found[pk].settle_reports(by, up_to=seen[pk] or None)
        except Comment.DoesNotExist:
            kept.gone.append(pk)
            continue
        if settled:
            kept.now[pk] = settled[0]
        if found[pk].reported:
            kept.again.append(pk)
    before = sorted(set(found) - {*kept.now, *kept.gone, *kept.again, *kept.revised})
    kept.before = settled_before(before)
    return kept


def settled_before(ids: Iterable[int]) -> dict[int, str]:
    """Who settled the reports of these comments, and when, in words."""
    said = dict.fromkeys(ids, gettext("Nobody reports this comment. Nothing was changed."))
    reports = Report.objects.filter(comment__in=said).exclude(settled_by=None)
    for report in reports.select_related("settled_by").order_by("settled_at"):
        at: Any = report.settled_at
        words = {"name": name_of(report.settled_by), "ago": timesince(at, depth=1)}
        said[report.comment_id] = (
            gettext("Already looked at by %(name)s %(ago)s ago. Nothing was changed.") % words
        )
    return said
