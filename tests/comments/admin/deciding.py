"""Pressing the buttons of the desk."""

from django.test import Client

from comments.models import Comment
from tests.comments.admin.panel_forms import LIST

DECIDE, UNDO = f"{LIST}decide/", f"{LIST}undo/"


def decide(client: Client, verb: str, *comments: Comment, **more):
    """Press a button: of one comment, or of many that are chosen; the page is up to date."""
    which = comments[0].pk if len(comments) == 1 else "chosen"
    seen = {f"seen-{comment.pk}": comment.last_decision().pk for comment in comments}
    chosen = [comment.pk for comment in comments]
    return client.post(DECIDE, {"decide": f"{verb}:{which}", "chosen": chosen} | seen | more)


def statuses(*comments: Comment) -> list[str]:
    return [Comment.objects.get(pk=comment.pk).status for comment in comments]
