"""From a decision to a letter for everybody who is to know of it."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ...models import Announcement, Decision, Letter, Status, Subscription, Via

#: Whoever follows is told of a comment that waited no longer than this for its approval; its
#: author, who waits for that himself, is told later, too.
NEWS_FOR, AUTHORS_NEWS_FOR = timedelta(days=2), timedelta(days=30)
_AT_ONCE = 200

Kind = Letter.Kind


def spread() -> int:
    """Write the letters that are due, and return how many decisions they tell of.

    Safe to run twice, also at the same time, and to interrupt.
    """
    done = last = 0
    noted = Announcement.objects.filter(spread_at=None).order_by("pk").values_list("pk", flat=True)
    while some := list(noted.filter(pk__gt=last)[:_AT_ONCE]):
        done += sum(_spread(pk) for pk in some)
        last = some[-1]
    return done


@transaction.atomic
def _spread(pk: int) -> bool:
    locked = Announcement.objects.select_for_update(skip_locked=True, of=("self",))
    noted = locked.filter(pk=pk, spread_at=None).select_related("decision__comment").first()
    if noted is None:
        return False
    Letter.objects.bulk_create(_letters(noted.decision), batch_size=500, ignore_conflicts=True)
    noted.spread_at = timezone.now()
    noted.save(update_fields=["spread_at"])
    return True


def _letters(decision: Decision) -> Iterator[Letter]:
    """One for each reader who asked before the decision and was not told the same already.

    The author is told what people decided, and never what he wrote himself.
    """
    comment = decision.comment
    subscribed = Subscription.objects.filter(
        article=comment.article_id, confirmed_at__lte=decision.made_at
    )
    of_this = Letter.objects.filter(decision__comment=comment)
    told = dict(of_this.order_by("pk").values_list("reader", "kind"))
    is_published = decision.to_status == Status.APPROVED
    waited = decision.made_at - comment.created_at
    if decision.by_id and (waited <= AUTHORS_NEWS_FOR or not is_published):
        kind = Kind.PUBLISHED if is_published else Kind.REJECTED
        for reader in subscribed.filter(comment=comment).values_list("reader", flat=True):
            was = told.get(reader, "" if decision.via != Via.UNDO else kind)
            if was != kind:
                yield Letter(reader_id=reader, decision=decision, kind=kind)
    if not is_published or waited > NEWS_FOR:
        return
    others = subscribed.exclude(reader__email_folded=comment.email_folded)
    above = [int(pk) for pk in comment.path.split("/")[:-1]]
    kinds = dict.fromkeys(_readers(others, comment=None), Kind.COMMENT)
    kinds |= dict.fromkeys(_readers(others, comment__in=above), Kind.ANSWER)
    for reader in kinds.keys() - told.keys():
        yield Letter(reader_id=reader, decision=decision, kind=kinds[reader])


def _readers(subscribed: QuerySet[Subscription], **about: object) -> list[int]:
    return list(subscribed.filter(**about).order_by().values_list("reader", flat=True))
