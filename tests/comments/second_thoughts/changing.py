"""What an author does with a comment of his own."""

from datetime import timedelta

from django.utils import timezone

from comments.models import Comment
from comments.second_thoughts.proof import make_proof

POST = "/comments/post/"


def edit_of(comment):
    return f"/comments/own/{make_proof(comment)}/edit/"


def withdrawal_of(comment):
    return f"/comments/own/{make_proof(comment)}/withdraw/"


def stored(comment):
    return Comment.objects.get(pk=comment.pk)


def grow_old(comment, minutes=16):
    written = timezone.now() - timedelta(minutes=minutes)
    Comment.objects.filter(pk=comment.pk).update(created_at=written)
