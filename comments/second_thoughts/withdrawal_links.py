"""The link in a mail by which the author of a comment withdraws it, for 72 hours."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from ..mailed_link import Purpose
from ..models import Comment

#: The id of the comment.
WITHDRAW = Purpose("withdraw", lifetime=timedelta(hours=72))


def make(comment: Comment) -> str:
    """The address that withdraws this comment, and no other."""
    token = WITHDRAW.token(comment.pk)
    return settings.SITE_URL + reverse("comments:withdraw_by_mail", args=[token])
