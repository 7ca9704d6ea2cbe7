"""When mail goes, to moderators and to readers."""

from datetime import datetime, time, timedelta

from django.utils import timezone

#: The least time between two mails to who wants them at once.
PAUSE = timedelta(minutes=2)
#: Who has not handed a mail over after this time never will.
PATIENCE = timedelta(minutes=10)
#: When the day of a daily mail is over, in the site's time zone.
MORNING = time(7)


def last_morning(now: datetime) -> datetime:
    """When a daily mail was last due, in the site's time zone."""
    here = timezone.localtime(now)
    day = here.date() if here.time() >= MORNING else here.date() - timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, MORNING))
