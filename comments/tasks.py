from django.utils import timezone
from django_tasks import task

from .models import Comment
from .sanitize import RENDERER_VERSION, render

_AT_ONCE = 500


@task()
def rerender_outdated() -> int:
    """Render anew what an older renderer made, and return how many comments that were.

    Pages show the old HTML until then. Safe to run twice and to interrupt.
    """
    done = 0
    while outdated := list(Comment.objects.with_outdated_html()[:_AT_ONCE]):
        for comment in outdated:
            comment.html = render(comment.source)
            comment.html_version = RENDERER_VERSION
            comment.changed_at = timezone.now()
        Comment.objects.bulk_update(outdated, ["html", "html_version", "changed_at"])
        done += len(outdated)
    return done
