"""Whose page it is, and how a browser comes there."""

from uuid import uuid4

from django.core.signing import get_cookie_signer

from comments import commenter_cookie
from comments.models import Comment
from comments.notifications.readers.links import OWN

ASK = "/comments/mine/"
ADDRESS = "Zarina@example.org"
KEY = uuid4()


def at(reader, part=""):
    return f"{ASK}{OWN.token(reader.pk)}/{part}"


def assert_private(answer):
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "same-origin"
    assert not answer.cookies


def keep_key(client, comment):
    """Let the comment be from this browser, which was remembered."""
    Comment.objects.filter(pk=comment.pk).update(browser_key=KEY)
    client.cookies[commenter_cookie.NAME] = get_cookie_signer(commenter_cookie.NAME).sign(str(KEY))
