"""Changing what a reader wrote, unless a colleague has changed it meanwhile."""

from typing import Any

from django.db import transaction
from django.utils.text import Truncator
from django.utils.timesince import timesince
from django.utils.translation import gettext

from ..models import Comment, Edit, Tally
from ..people import name_of


class AlreadyEdited(Exception):
    """Somebody was quicker: ``edit`` is the last row of the log. Nothing was changed."""

    def __init__(self, edit: Edit) -> None:
        super().__init__(str(edit))
        self.edit = edit

    def __str__(self) -> str:
        ago = timesince(self.edit.made_at, depth=1)
        if self.edit.is_anonymising:
            text = gettext(
                "Its author had this comment made anonymous %(ago)s ago. Nothing was changed by "
                "you. Open it again to edit what is left of it."
            )
            return text % {"ago": ago}
        words = {
            "name": who_edited(self.edit),
            "ago": ago,
            "text": Truncator(self.edit.comment.source).chars(2_000),
        }
        text = gettext(
            "%(name)s edited this comment %(ago)s ago. Nothing was changed by you. The text is "
            "now: “%(text)s” Press the button again to put yours in its place."
        )
        return text % words


def who_edited(edit: Edit) -> str:
    """Who changed the comment, in words."""
    return name_of(edit.by) if edit.by else gettext("Its author")


def last_edit(comment: Comment) -> int:
    """The id of the last row in the log of its edits, 0 when it was never edited."""
    last = comment.edits.order_by("-pk").values_list("pk", flat=True).first()
    return last or 0


@transaction.atomic
def edit(comment: Comment, by: Any, why: str, *, seen: int, **new: str) -> bool:
    """Edit the comment as ``Comment.edit`` does.

    Raises ``AlreadyEdited`` when there is an edit after ``seen``, the last one known: with the
    last of them, or with the one that made the comment anonymous.
    """
    Tally.locked_for(comment.article_id)
    since = comment.edits.filter(pk__gt=seen).select_related("by", "comment").order_by("-pk")
    anonymised = (one for one in since if one.is_anonymising)
    if last := next(anonymised, None) or since.first():
        raise AlreadyEdited(last)
    return comment.edit(by, why, **new)
