"""What readers ask to be told."""

from comments.notifications.readers.tasks import mail_readers
from comments.queued import queued

BOTH = {"tell_replies": True, "tell_article": True}


def runs():
    return queued(mail_readers)
