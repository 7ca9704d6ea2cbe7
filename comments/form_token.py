"""When a reader began to fill in the form, as a signed time that nobody can make up.

Pages are the same for everybody, so it is not on the page: the form's script asks for it
when the first letter is typed. Without JavaScript there is none, and nothing depends on it.
"""

from datetime import datetime, timedelta
from time import time

from django.core import signing

_SALT = "comments.form"


class Forged(ValueError):
    """This was not given out by us."""


def make() -> str:
    """A token for somebody who begins to type now."""
    return signing.dumps(round(time(), 1), salt=_SALT)


def age(token: str, at: datetime) -> timedelta:
    """How long before ``at`` the token was given out; raises Forged for one that never was."""
    try:
        began = float(signing.loads(token, salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError) as wrong:
        raise Forged(token) from wrong
    return timedelta(seconds=at.timestamp() - began)
