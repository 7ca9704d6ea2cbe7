"""What a reader asks for beside his reply: to be told by mail."""

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from ...models import Comment, Decision, Letter, Reader, Status, Subscription, Tally, Via
from ...moderation import Submission
from .tasks import mail_soon


def follow(comment: Comment, submission: Submission) -> None:
    """Note what he wants to be told of, and let mail ask him whether it is he who wants it.

    Called last in the transaction that stores the comment. A browser that has confirmed mail
    about a comment of its own under the same address needs no other proof. Whoever filled in
    the field that nobody sees is a programme, and asks for nothing.
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
        pending.filter(asked_for).update(confirmed_at=timezone.now(), same_browser=True)
        mail_soon()
    elif _has_to_be_asked(reader, pending):
        Reader.objects.filter(pk=reader.pk).update(to_ask=True)
        mail_soon()


def _is_proven(reader: Reader, submission: Submission) -> bool:
    if submission.proven_key is None:
        return False
    his = Subscription.objects.confirmed().filter(reader=reader)
    return his.filter(
        same_browser=True,
        comment__browser_key=submission.proven_key,
        comment__email_folded=reader.email_folded,
    ).exists()


def _has_to_be_asked(reader: Reader, pending: QuerySet[Subscription]) -> bool:
    """The link in a mail of today confirms what came later, too, unless it was used already."""
    asked_at = reader.asked_at
    if asked_at is None or asked_at < timezone.now() - Reader.ASKED_AGAIN_AFTER:
        return pending.exists()
    used = Subscription.objects.filter(reader=reader, confirmed_at__gte=asked_at)
    is_open = pending.filter(made_at__lte=asked_at).exists() and not used.exists()
    return pending.exists() and not is_open


@transaction.atomic
def confirm(reader: Reader, chosen: Collection[int], key: UUID | None) -> list[Subscription]:
    """Confirm what he chose on the page, and return that.

    ``key`` is the one that his browser has proved to hold: what it wrote itself was his.
    What was decided on his comments since he asked, he is told now.
    """
    asked_for = Subscription.objects.filter(reader=reader, pk__in=chosen)
    # As who decides or replies locks them: first the articles, then the reader.
    articles = asked_for.order_by().values("article")
    list(Tally.objects.select_for_update().filter(pk__in=articles).order_by("pk"))
    Reader.objects.select_for_update().get(pk=reader.pk)
    now = timezone.now()
    pending = Subscription.objects.filter(reader=reader, pk__in=chosen).pending()
    confirmed = list(pending.select_related("article").order_by("pk"))
    if not confirmed:
        return []
    these = Subscription.objects.filter(pk__in=[one.pk for one in confirmed])
    these.update(confirmed_at=now)
    if key:
        these.filter(comment__browser_key=key).update(same_browser=True)
    Reader.objects.filter(pk=reader.pk, confirmed_at=None).update(confirmed_at=now)
    Letter.objects.bulk_create(list(_missed(confirmed)), ignore_conflicts=True)
    mail_soon()
    return confirmed


def _missed(confirmed: Iterable[Subscription]) -> Iterator[Letter]:
    """What he would have been told of his own comments, had he confirmed at once."""
    of_comment = {one.comment_id: one for one in confirmed if one.comment_id}
    log = Decision.objects.filter(comment__in=of_comment).order_by("pk")
    last = {decision.comment_id: decision for decision in log}
    kinds = {Status.APPROVED: Letter.Kind.PUBLISHED, Status.TRASH: Letter.Kind.REJECTED}
    for comment_id, decision in last.items():
        asked = of_comment[comment_id]
        is_news = decision.by_id and decision.via != Via.UNDO
        kind = kinds.get(Status(decision.to_status))
        if is_news and kind and decision.made_at >= asked.made_at:
            yield Letter(reader_id=asked.reader_id, decision=decision, kind=kind)


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
    ended = bool(his.delete()[0])
    Reader.lapse(reader_id)
    return ended
