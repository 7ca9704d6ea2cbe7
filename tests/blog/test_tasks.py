from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from blog import tasks

pytestmark = pytest.mark.django_db


def test_the_next_look_is_queued_once():
    tasks.keep_statistics_fresh()
    tasks.keep_statistics_fresh()
    (queued,) = DBTaskResult.objects.all()
    assert timedelta(minutes=55) < queued.run_after - timezone.now() < timedelta(minutes=65)


def test_each_look_queues_the_next():
    tasks.refresh_statistics.func()
    assert DBTaskResult.objects.get().status == "READY"


@pytest.mark.django_db(transaction=True)
def test_the_worker_looks_every_hour_and_keeps_no_more_than_the_last_result():
    tasks.keep_statistics_fresh()
    for _ in range(3):
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
        call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "SUCCESSFUL"]
