"""The mail that leads the author of a comment to the page on which he withdraws it."""

import logging
from datetime import timedelta
from email.utils import make_msgid
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone, translation
from django.utils.translation import gettext
from django_tasks import task

from blog.characters import clean_name

from ..models import Comment, Status, Withdrawal
from ..notifications.parts import host, shortened, site_name, written
from ..queued import queued
from .withdrawal_links import make

#: The longest time between two tries of a mail server that is down.
_LONGEST = timedelta(hours=1)

log = logging.getLogger(__name__)


@task()
def mail_withdrawal(comment_id: int, tries: int = 0) -> bool:
    """Send the link, and return whether that was done here. Safe to run twice.

    When the mail server is down it is tried again, after a time that grows with ``tries``, for
    a day. Nothing is sent about what is withdrawn, or emptied, meanwhile.
    """
    queued(mail_withdrawal).successful().delete()
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
    with translation.override(comment.language):
        # What was never published may be anybody's words to a stranger: it is not passed on.
        text = shortened(comment) if comment.approved_at else ""
        context = {
            "subject": gettext("Withdraw your comment on %(site)s") % {"site": site_name()},
            "article": clean_name(comment.article.title) if comment.article.is_public else "",
            "name": clean_name(comment.name) if comment.approved_at else "",
            "written_at": comment.created_at,
            "text": text,
            "lines": text.splitlines(),
            "link": make(comment),
        }
        headers = {"Message-ID": make_msgid(domain=host())}
        return written("withdrawal", context, to=comment.email, headers=headers)
