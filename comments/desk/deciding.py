"""From a button to a verb: one comment at a time, or many, and what came of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext

from ..models import AlreadyDecided, Comment, Decision, RejectionReason, Status, Via
from ..people import name_of

_DECIDE = {
    Status.APPROVED.value: Comment.approve,
    Status.SPAM.value: Comment.mark_spam,
    Status.TRASH.value: Comment.trash,
    Status.HELD.value: Comment.hold,
}


@dataclass
class Decided:
    """What became of comments that somebody decided: done, decided by others, or gone."""

    to: Status
    done: list[Decision] = field(default_factory=list)
    already: list[Decision] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """ "18 done, 2 already handled by a colleague", each said on its own."""
        said = []
        if self.done:
            text = ngettext(
                "%(count)d comment: %(status)s.", "%(count)d comments: %(status)s.", len(self.done)
            )
            said.append(text % {"count": len(self.done), "status": self.to.label})
        if len(self.already) == 1 and not self.done:
            said.append(who_was_quicker(self.already[0]))
        elif self.already:
            text = ngettext(
                "%(count)d was already handled by %(names)s; nothing was changed there.",
                "%(count)d were already handled by %(names)s; nothing was changed there.",
                len(self.already),
            )
            names = ", ".join(dict.fromkeys(who(decision) for decision in self.already))
            said.append(text % {"count": len(self.already), "names": names})
        if self.gone:
            said.append(no_longer_here(len(self.gone)))
        return said


def decide(
    seen: dict[int, int],
    to: Status,
    by: Any,
    *,
    via: Via,
    rejections: Mapping[int, RejectionReason] | None = None,
) -> Decided:
    """Bring the comments into the status, each in a transaction of its own.

    ``seen`` maps the id of each to the last decision that the moderator knew of, 0 where he
    knew of none in particular; ``rejections`` the reason that was chosen for it, if any.
    """
    found = _in_order(seen)
    reasons = rejections or {} if to in (Status.SPAM, Status.TRASH) else {}
    came_of_it = Decided(to, gone=sorted(set(seen) - {comment.pk for comment in found}))
    for comment in found:
        try:
            decision = _DECIDE[to](
                comment,
                by,
                via=via,
                seen=seen[comment.pk] or None,
                rejection=reasons.get(comment.pk),
            )
            came_of_it.done.append(decision)
        except AlreadyDecided as quicker:
            came_of_it.already.append(quicker.decision)
        except (Comment.DoesNotExist, Decision.DoesNotExist):
            came_of_it.gone.append(comment.pk)
    return came_of_it


def _in_order(ids: Iterable[int]) -> list[Comment]:
    """By article, so that two moderators who take many wait for each other's locks in turn."""
    found = Comment.objects.in_bulk(list(ids)).values()
    return sorted(found, key=lambda comment: (comment.article_id, comment.pk))


def no_longer_here(number: int) -> str:
    """That so many comments were deleted meanwhile."""
    text = ngettext(
        "%(count)d comment is no longer here.", "%(count)d comments are no longer here.", number
    )
    return text % {"count": number}


def who(decision: Decision) -> str:
    """Who took a decision, in words; its author where the rules followed what he changed."""
    if decision.follows_revision:
        return str(Via.READER.label)
    return name_of(decision.by) if decision.by else str(Via(decision.via).label)


def who_was_quicker(decision: Decision) -> str:
    """Who did what when, for somebody who came too late."""
    words = {
        "name": who(decision),
        "status": decision.get_to_status_display(),
        "ago": timesince(decision.made_at, depth=1),
    }
    if decision.is_withdrawal:
        text = gettext("Its author withdrew this comment %(ago)s ago. Nothing was changed.")
    elif decision.follows_revision:
        text = gettext(
            "Its author changed this comment %(ago)s ago (now: %(status)s). Nothing was changed "
            "by you; look at it again."
        )
    else:
        text = gettext("Already decided by %(name)s %(ago)s ago: %(status)s. Nothing was changed.")
    return text % words
