"""The link in a mail by which the author of a comment withdraws it, for 72 hours."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from .mail_links import Unusable
from .models import Comment

LIFETIME = timedelta(hours=72)


def make(comment: Comment) -> str:
    """The address that withdraws this comment, and no other."""
    token = _signer().sign(str(comment.pk))
    return settings.SITE_URL + reverse("comments:withdraw_by_mail", args=[token])


def read(token: str) -> int | Unusable:
    """The id that was signed in the last 72 hours, or why the token is worth nothing."""
    try:
        return int(_signer().unsign(token, max_age=LIFETIME))
    except signing.SignatureExpired:
        return Unusable.EXPIRED
    except signing.BadSignature:
        return Unusable.FORGED


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="comments.withdrawal_links", sep=".")
