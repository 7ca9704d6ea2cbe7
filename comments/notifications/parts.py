"""What every mail of ours is made of."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.translation import get_language

from blog.characters import printable, without_direction_controls
from blog.editions import direction

from ..models import Comment

#: How many comments one mail shows, and how many characters of each.
MOST_SHOWN, MOST_CHARACTERS = 20, 500


def written(
    template: str, context: dict[str, Any], *, to: str, headers: dict[str, str]
) -> EmailMultiAlternatives:
    """A mail in the language that is active, as plain text and as HTML.

    ``template`` is the name of both; the context has the ``subject``, in one line.
    """
    language = get_language() or settings.LANGUAGE_CODE
    context = {"language": language, "direction": direction(language), **context}
    automatic = {"Auto-Submitted": "auto-generated"}  # RFC 3834: nobody's absence answers it
    mail = EmailMultiAlternatives(
        context["subject"],
        render_to_string(f"comments/mail/{template}.txt", context),
        to=[to],
        headers=automatic | headers,
    )
    mail.attach_alternative(
        render_to_string(f"comments/mail/{template}.html", context), "text/html"
    )
    return mail


def site_name() -> str:
    """In one line."""
    return " ".join(settings.SITE_NAME.split())


def host() -> str | None:
    """What stands behind the "@" in the id of a mail."""
    return urlsplit(settings.SITE_URL).hostname


def shortened(comment: Comment) -> str:
    """What a mail shows of the text."""
    text = without_direction_controls(printable(comment.text)).strip()
    return Truncator(text).chars(MOST_CHARACTERS)
