"""The links in a mail to a moderator: each does one thing to one comment, once, for 72 hours.

A mail is opened where nobody is signed in, so the signed address is the proof. It names the
comment, the verb, the moderator, and the last decision that the mail knew of: once there is
another one, the link is used up.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from ...mailed_link import Purpose, Unusable
from ...models import Comment, Decision, Via

#: The ids of the comment, the moderator and the decision, and the verb.
DECIDE = Purpose("decide", lifetime=timedelta(hours=72))


class Verb(TextChoices):
    """What a link can do, as its button says it."""

    APPROVE = "approve", pgettext_lazy("button", "Approve")
    SPAM = "spam", pgettext_lazy("button", "Spam")
    TRASH = "trash", pgettext_lazy("button", "Trash")


_DECIDE = {Verb.APPROVE: Comment.approve, Verb.SPAM: Comment.mark_spam, Verb.TRASH: Comment.trash}


@dataclass(frozen=True)
class MailLink:
    """What an address of ours stands for."""

    comment_id: int
    verb: Verb
    user_id: int
    decision_id: int

    def decide(self, comment: Comment, by: Any) -> Decision:
        """Do what the link is for; raises AlreadyDecided as the verbs do."""
        return _DECIDE[self.verb](comment, by=by, seen=self.decision_id, via=Via.MAIL)


def make(comment: Comment, verb: Verb, user: Any, decision_id: int) -> str:
    """The address that lets this moderator do this, unless somebody decides before him."""
    token = DECIDE.token(comment.pk, verb, user.pk, decision_id)
    return settings.SITE_URL + reverse("comments:decide_by_mail", args=[token])


def read(token: str) -> MailLink | Unusable:
    """What was signed in the last 72 hours, or why the token is worth nothing."""
    parts = DECIDE.read(token)
    if isinstance(parts, Unusable):
        return parts
    comment_id, verb, user_id, decision_id = parts
    return MailLink(int(comment_id), Verb(verb), int(user_id), int(decision_id))


def may_decide(user: Any) -> bool:
    """Whether he moderates now; what he was when the mail was sent doesn't count."""
    return user.is_active and user.is_staff and user.has_perm("comments.moderate_comment")
