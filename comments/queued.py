from typing import Any

from django_tasks_db.models import DBTaskResult


def queued(task: Any) -> Any:
    """The runs of a task of ours: those that wait and, until they are deleted, those that were."""
    return DBTaskResult.objects.filter(task_path=task.module_path)
