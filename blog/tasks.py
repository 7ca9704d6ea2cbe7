from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from . import statistics
from .models import Month

#: A site that grows tenfold in this time doesn't exist.
_EVERY = timedelta(hours=1)


@task()
def refresh_statistics() -> list[str]:
    """Let the database look at its tables anew, and count, now and every hour from now on.

    Returns the tables that were too busy. Its older results are of no use to anybody.
    """
    keep_statistics_fresh()
    _results().successful().delete()
    Month.count_missing()
    return statistics.refresh_statistics()


@transaction.atomic
def keep_statistics_fresh() -> None:
    """Queue the next time, unless it is queued already."""
    if not _results().filter(status="READY").exists():
        refresh_statistics.using(run_after=timezone.now() + _EVERY).enqueue()


def _results():
    return DBTaskResult.objects.filter(task_path=refresh_statistics.module_path)
