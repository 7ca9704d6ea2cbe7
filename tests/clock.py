"""A clock that tests put forward, and a worker that goes by it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult


class Clock:
    """What ``timezone.now()`` says: five past ten today, where no day begins soon."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = timezone.now().replace(hour=10, minute=5, second=0, microsecond=0)
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def forward(self, **by: Any) -> datetime:
        self.now += timedelta(**by)
        return self.now

    def work(self, task: Any, **by: Any) -> list[int]:
        """Let the time pass and a worker do what is queued of the task; what each run returned."""
        until, returned = self.now + timedelta(**by), []
        ready = DBTaskResult.objects.filter(task_path=task.module_path, status="READY")
        while run := ready.filter(run_after__lte=until).order_by("run_after").first():
            self.now = max(self.now, run.run_after)
            run.delete()
            returned.append(task.func(*run.args_kwargs["args"]))
        self.now = until
        return returned
