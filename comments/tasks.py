from django.db import transaction
from django.utils import timezone
from django_tasks import task

from .models import Comment, CommentEntry, Tally

_AT_ONCE = 500


@task()
def rerender_outdated() -> int:
    """Render anew what an older renderer made, and return how many comments that were.

    Pages show the old HTML until then. Safe to run twice and to interrupt.
    """
    done = last = 0
    by_id = Comment.objects.with_outdated_html().prefetch_related("reasons").order_by("pk")
    while outdated := list(by_id.filter(pk__gt=last)[:_AT_ONCE]):
        for comment in outdated:
            comment.write(comment.source)
            comment.changed_at = timezone.now()
        with transaction.atomic():
            Comment.objects.bulk_update(outdated, ["html", "html_version", "changed_at"])
            CommentEntry.keep(*outdated)
            articles = {comment.article_id for comment in outdated}
            tallies = Tally.objects.filter(pk__in=articles)
            tallies.update(changed_at=timezone.now())
            for tally in tallies:
                tally.purge()
        done += len(outdated)
        last = outdated[-1].pk
    return done
