"""Erasing in the background: asked for at once, done by the worker, taken up where it stopped."""

import logging

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from .erasing import erase
from .models import Erasure

log = logging.getLogger(__name__)


class NotErased(Exception):
    """An erasure stopped; the chores take it up again. What stopped it may name the address."""


@transaction.atomic
def ask_to_erase(erasure: Erasure) -> None:
    """Store that the traces of an address are to be erased, and queue the work.

    Its ``by`` is the member of staff who started it, None where it was the person.
    """
    erasure.save()
    erase_traces.enqueue(erasure.pk)


@task()
def erase_traces(erasure_id: int) -> dict[str, int]:
    """Do the erasure, or what is left of it, and return how many rows of each kind it was.

    Raises NotErased, whose words and traceback hold nothing of what was to be erased.
    """
    erasure = Erasure.objects.get(pk=erasure_id)
    try:
        erase(erasure)
    except Exception as error:
        # Not what it says: that may name the address.
        kind = type(error).__name__
        log.warning("Erasure %d stopped: %s", erasure_id, kind)
        stopped = Erasure.objects.filter(pk=erasure_id)
        stopped.update(stopped_at=timezone.now(), stopped_with=kind[:100])
        raise NotErased(kind) from None
    return erasure.counts


@transaction.atomic
def resume_unfinished() -> None:
    """Queue the erasures that stopped, such as those whose worker was killed."""
    queued = DBTaskResult.objects.filter(task_path=erase_traces.module_path, status="READY")
    waiting = {tuple(row.args_kwargs["args"]) for row in queued}
    for pk in Erasure.objects.filter(finished_at=None).values_list("pk", flat=True):
        if (pk,) not in waiting:
            erase_traces.enqueue(pk)
