"""Opening and pressing what a mail to a reader leads to."""

import re

from comments.models import Subscription
from comments.notifications.readers.links import CONFIRM, EVERYTHING, UNSUBSCRIBE


def to_confirm(reader):
    return f"/comments/confirm/{CONFIRM.token(reader.pk)}/"


def to_unsubscribe(reader, article=None):
    about = article.pk if article else EVERYTHING
    return f"/comments/unsubscribe/{UNSUBSCRIBE.token(reader.pk, about)}/"


def press(client, address, page=None):
    """The button on the page, with what it sends."""
    page = page or client.get(address)
    return client.post(address, {"chosen": re.findall(r'name="chosen" value="(\d+)"', page.text)})


def confirmed():
    return set(Subscription.objects.confirmed())
