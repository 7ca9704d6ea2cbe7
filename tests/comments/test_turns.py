import subprocess
import sys
from threading import Thread

import pytest
from django.conf import settings
from django.db import connection

from comments.turns import turn
from tests.at_once import at_once

_HOLD = """
import fcntl, sys
file = open(sys.argv[1], "ab")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.django_db
def test_one_at_a_time_in_a_process():
    inside, most = [], []

    def take():
        for _ in range(20):
            with turn():
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    at_once(*[take] * 8)
    assert len(most) == 160
    if connection.vendor == "sqlite":
        assert max(most) == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL needs no turns.")
def test_another_process_is_waited_for_and_its_end_gives_the_turn_on():
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(settings.DATA_DIR / "turn.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout.readline() == b"held\n"
    taken = []

    def take():
        with turn():
            taken.append(holder.poll())

    waiting = Thread(target=take)
    waiting.start()
    waiting.join(0.2)
    assert taken == []
    holder.kill()
    holder.communicate()
    waiting.join(10)
    assert len(taken) == 1


def test_a_failure_gives_the_turn_on():
    with pytest.raises(RuntimeError), turn():
        raise RuntimeError
    with turn():
        pass
