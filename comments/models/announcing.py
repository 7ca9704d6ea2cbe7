"""Noting a decision that readers want to know of."""

from typing import TYPE_CHECKING

from blog.prepared import Prepared, insert

from .decision import Decision, Via
from .letter import Announcement
from .status import Status
from .subscription import Subscription

if TYPE_CHECKING:
    from .comment import Comment


def announce(comment: "Comment", decision: Decision) -> None:
    """Leave the decision for the worker to tell, if there is anybody to be told.

    Called in the transaction of the decision. What nobody is ever told costs nothing: spam,
    and what rules, the clock or authors remove. Anything else costs one question, and a row
    where somebody wants to know.
    """
    if decision.to_status == Status.APPROVED:
        wanted = _on(article=comment.article_id)
    elif decision.to_status == Status.TRASH and decision.by_id and decision.via != Via.UNDO:
        wanted = _to(comment=comment.pk)
    else:
        return
    if wanted:
        insert(Announcement(decision=decision))


_on = Prepared(
    lambda article: (
        Subscription.objects.confirmed()
        .filter(article=article)
        .order_by()
        .values_list("pk", flat=True)[:1]
    )
)
_to = Prepared(
    lambda comment: (
        Subscription.objects.confirmed()
        .filter(comment=comment)
        .order_by()
        .values_list("pk", flat=True)[:1]
    )
)
