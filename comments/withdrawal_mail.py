"""The mail that leads the author of a comment to the page on which he withdraws it."""

import logging
from datetime import timedelta
from email.utils import make_msgid
from smtplib import SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from blog.characters import clean_name, printable, without_direction_controls
from blog.editions import direction

from .models import Comment, Status, Withdrawal
from .withdrawal_links import make

#: Characters of the comment that the mail shows.
MOST_CHARACTERS = 500
#: The longest time between two tries of a mail server that is down.
_LONGEST = timedelta(hours=1)

log = logging.getLogger(__name__)


@task()
def mail_withdrawal(comment_id: int, tries: int = 0) -> bool:
    """Send the link, and return whether that was done here. Safe to run twice.

    When the mail server is down it is tried again, after a time that grows with ``tries``, for
    a day. Nothing is sent about what is withdrawn, or emptied, meanwhile.
    """
    DBTaskResult.objects.filter(task_path=mail_withdrawal.module_path).successful().delete()
    there = Comment.objects.exclude(status=Status.PURGED).exclude(email="")
    comment = there.select_related("article").filter(pk=comment_id).first()
    if comment is None or comment.last_decision().is_withdrawal:
        return False
    try:
        with Withdrawal.sending(comment_id) as is_ours:
            if is_ours:
                withdrawal_mail(comment).send()
            return is_ours
    except Exception as error:
        # Not what it says: a server may repeat the address.
        log.warning("No mail about comment %d: %s", comment_id, type(error).__name__)
        if not isinstance(error, SMTPRecipientsRefused | ValueError):
            pause = min(timedelta(minutes=2 ** min(tries, 10)), _LONGEST)
            later: Any = mail_withdrawal.using(run_after=timezone.now() + pause)
            later.enqueue(comment_id, tries + 1)
        return False


def withdrawal_mail(comment: Comment) -> EmailMultiAlternatives:
    """The mail to the address that the comment was left with, in the article's language."""
    language = comment.language
    with translation.override(language):
        text = without_direction_controls(printable(comment.text)).strip()
        site = " ".join(settings.SITE_NAME.split())
        text = Truncator(text).chars(MOST_CHARACTERS)
        context: dict[str, Any] = {
            "subject": gettext("Withdraw your comment on %(site)s") % {"site": site},
            "article": clean_name(comment.article.title) if comment.article.is_public else "",
            "name": clean_name(comment.name),
            "text": text,
            "lines": text.splitlines(),
            "link": make(comment),
            "language": language,
            "direction": direction(language),
        }
        mail = EmailMultiAlternatives(
            context["subject"],
            render_to_string("comments/mail/withdrawal.txt", context),
            to=[comment.email],
            headers={
                "Auto-Submitted": "auto-generated",  # RFC 3834: nobody's absence answers it
                "Message-ID": make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
            },
        )
        html = render_to_string("comments/mail/withdrawal.html", context)
        mail.attach_alternative(html, "text/html")
    return mail
