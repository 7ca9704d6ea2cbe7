import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from comments import forgetting
from comments.forgetting import NotErased, ask_to_erase, erase_traces, resume_unfinished
from comments.models import Comment, Erasure
from comments.tasks import moderation_chores
from tests.comments.erasing.traces import ADDRESS, FOLDED, make_own
from tests.make import make_article


def queued() -> list:
    rows = DBTaskResult.objects.filter(task_path=erase_traces.module_path, status="READY")
    return [row.args_kwargs["args"] for row in rows]


def work() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_the_worker_erases_what_was_asked_for():
    make_own(make_article())
    ask_to_erase(Erasure(address=ADDRESS, how="remove"))
    erasure = Erasure.objects.get()
    assert queued() == [[erasure.pk]]
    work()
    erasure.refresh_from_db()
    assert (erasure.address, erasure.counts) == ("", {"removed": 1})
    assert erasure.finished_at
    assert Comment.objects.get().status == "purged"


@pytest.mark.django_db(transaction=True)
def test_one_that_failed_is_told_without_words_and_taken_up_by_the_chores(monkeypatch, caplog):
    make_own(make_article())
    ask_to_erase(Erasure(address=ADDRESS, how="remove"))

    def fail(erasure: Erasure) -> None:
        raise ValueError(f"Key (email)=({erasure.address}) exists")

    monkeypatch.setattr(forgetting, "erase", fail)
    work()
    failed = DBTaskResult.objects.get()
    assert failed.status == "FAILED"
    assert "NotErased: ValueError" in failed.traceback
    assert ADDRESS not in failed.traceback + caplog.text
    assert f"Erasure {Erasure.objects.get().pk} stopped: ValueError" in caplog.text
    monkeypatch.undo()
    moderation_chores.func()
    assert len(queued()) == 1
    work()
    assert Erasure.objects.get().finished_at


@pytest.mark.django_db
def test_what_is_over_or_queued_is_not_queued_again():
    ask_to_erase(Erasure(address=ADDRESS, how="remove"))
    over = Erasure.objects.create(how="remove", finished_at="2026-01-01T00:00Z")
    for _ in range(2):
        resume_unfinished()
    assert len(queued()) == 1
    assert [over.pk] not in queued()


@pytest.mark.django_db
def test_no_address_is_in_the_queue():
    ask_to_erase(Erasure(address=ADDRESS, how="remove"))
    assert FOLDED not in str(DBTaskResult.objects.values_list()).casefold()


@pytest.mark.django_db
def test_the_error_names_no_address(monkeypatch):
    erasure = Erasure.objects.create(address=ADDRESS, how="remove")

    def fail(erasure: Erasure) -> None:
        raise KeyError(erasure.address)

    monkeypatch.setattr(forgetting, "erase", fail)
    with pytest.raises(NotErased) as stopped:
        erase_traces.func(erasure.pk)
    assert stopped.value.__suppress_context__
    assert str(stopped.value) == "KeyError"
    row = Erasure.objects.get()
    assert row.stopped_with == "KeyError"
    assert row.stopped_at
