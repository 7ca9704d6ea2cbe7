"""Which moments somebody can mean who types one."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: From about the first newspaper on. A year with a digit too few or too many is a slip, and at
#: the ends of Python's calendar a moment can't be told in another time zone.
_FIRST, _LAST = 1600, 2999


def validate_moment(moment: datetime) -> None:
    """Raises ValidationError for a year that nobody means."""
    if not _FIRST <= moment.year <= _LAST:
        raise ValidationError(
            _("Choose a year from %(first)d to %(last)d."),
            params={"first": _FIRST, "last": _LAST},
        )
