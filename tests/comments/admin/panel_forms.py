"""What the forms below a comment are sent."""

from django.test import Client

from comments.models import Comment

LIST = "/admin/comments/comment/"

#: What each form is sent; the text by which it is found again.
SENT = {
    "reply": {"text": "What I typed."},
    "edit": {"name": "Zarina", "source": "What I typed.", "why": "A slip"},
    "note": {"text": "What I typed."},
    "report": {"cause": "spam", "note": "What I typed."},
}


def address(comment: Comment, panel: str) -> str:
    return f"{LIST}{comment.pk}/{panel}/"


def send(client: Client, comment: Comment, panel: str, **fields):
    return client.post(address(comment, panel), SENT[panel] | fields)
