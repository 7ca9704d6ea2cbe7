"""What a reader asks for beside his reply: to be told by mail."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from ...models import Comment, Letter, Reader, Subscription
from ...moderation import Submission
from .tasks import mail_soon


def follow(comment: Comment, submission: Submission) -> None:
    """Note what he wants to be told of, and let mail ask him whether it is he who wants it.

    Called last in the transaction that stores the comment. A browser that has left a comment
    under the same address, whose answers that address wants to be told of, needs no other
    proof. Whoever filled in the field that nobody sees is a programme, and asks for nothing.
    """
    if submission.honeypot or not (submission.tell_replies or submission.tell_article):
        return
    reader = Reader.locked_for(submission.email, comment.language)
    about = [comment] * submission.tell_replies + [None] * submission.tell_article
    Subscription.objects.bulk_create(
        [Subscription(reader=reader, article=comment.article, comment=one) for one in about],
        ignore_conflicts=True,
    )
    pending = Subscription.objects.filter(reader=reader).pending()
    if _is_proven(reader, submission):
        asked_for = Q(comment__in=[one for one in about if one])
        if submission.tell_article:
            asked_for |= Q(comment=None, article=comment.article)
        pending.filter(asked_for).update(confirmed_at=timezone.now())
        mail_soon()
    elif _has_to_be_asked(reader, pending):
        Reader.objects.filter(pk=reader.pk).update(to_ask=True)
        mail_soon()


def _is_proven(reader: Reader, submission: Submission) -> bool:
    if submission.proven_key is None:
        return False
    his = Subscription.objects.confirmed().filter(reader=reader)
    same_browser = his.filter(
        comment__browser_key=submission.proven_key, comment__email_folded=reader.email_folded
    )
    return same_browser.exists()


def _has_to_be_asked(reader: Reader, pending: QuerySet[Subscription]) -> bool:
    """The link in a mail of today confirms what came later, too, unless it was used already."""
    asked_at = reader.asked_at
    if asked_at is None or asked_at < timezone.now() - Reader.ASKED_AGAIN_AFTER:
        return pending.exists()
    return pending.exists() and not pending.filter(made_at__lte=asked_at).exists()


@transaction.atomic
def confirm(reader: Reader, up_to: int) -> int:
    """Confirm what he saw on the page, and return how much that was."""
    Reader.objects.select_for_update().get(pk=reader.pk)
    now = timezone.now()
    seen = Subscription.objects.filter(reader=reader, pk__lte=up_to).pending()
    confirmed = seen.update(confirmed_at=now)
    if confirmed:
        Reader.objects.filter(pk=reader.pk, confirmed_at=None).update(confirmed_at=now)
        mail_soon()
    return confirmed


@transaction.atomic
def stop_telling(reader_id: int, article_id: int | None) -> bool:
    """End all that he is told, or asked for, about an article, or without one about any.

    Returns whether there was anything to end. A mail that is on its way still comes.
    """
    his = Subscription.objects.filter(reader=reader_id)
    waiting = Letter.objects.filter(reader=reader_id, done_at=None)
    if article_id is not None:
        his = his.filter(article=article_id)
        waiting = waiting.filter(decision__comment__article=article_id)
    waiting.delete()
    return bool(his.delete()[0])
