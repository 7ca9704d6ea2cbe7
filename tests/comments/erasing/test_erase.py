"""The whole of it, on a database that keeps what is written."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, connections

from comments import erasing
from comments.erasing import erase
from comments.models import Comment, CommentEntry, Erasure
from tests.comments.erasing.traces import (
    ADDRESS,
    FOLDED,
    assert_counts_are_exact,
    make_erasure,
    make_own,
    make_traces,
)
from tests.deploy.asking import wait_until
from tests.dump import dump
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db(transaction=True)

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="is about SQLite's file")


class Killed(BaseException):
    """As if the process were gone."""


@pytest.mark.parametrize("how", ["remove", "anonymise"])
def test_no_file_and_no_dump_of_the_database_holds_the_address(how):
    make_traces(make_article())
    assert FOLDED.encode() in dump().lower()
    erasure = make_erasure(how)
    erase(erasure)
    assert_nothing_in(dump())
    stored = Erasure.objects.get()
    assert (stored.address, stored.counts) == ("", erasure.counts)
    assert stored.finished_at is not None


def assert_nothing_in(data: bytes) -> None:
    address = erasing.Address(ADDRESS)
    data = data.lower()
    for wanted in (*address.same, *address.hashes, "qodiri", "zebo77", "zebo"):
        assert wanted.encode() not in data, wanted


@on_sqlite
def test_what_was_deleted_before_is_overwritten_too():
    """As by a version of SQLite, or of this site, that left it there."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = OFF")
    article = make_article()
    for _ in range(200):
        make_own(article)
    Comment.objects.update(thread=None)
    Comment.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA secure_delete = ON")
    assert FOLDED.encode() in Path(connection.settings_dict["NAME"]).read_bytes().lower()
    erase(make_erasure())
    assert_nothing_in(dump())


@pytest.mark.parametrize("how", ["remove", "anonymise"])
@pytest.mark.parametrize("after", range(1, 12, 2))
def test_one_that_was_killed_goes_on_and_counts_each_row_once(monkeypatch, after, how):
    expected = make_traces(make_article())
    expected["anonymised" if how == "anonymise" else "removed"] = expected.pop("removed")
    kill_after(monkeypatch, after)
    erasure = make_erasure(how)
    with pytest.raises(Killed):
        erase(erasure)
    monkeypatch.undo()
    assert Erasure.objects.get().finished_at is None
    erase(Erasure.objects.get())
    counts = Erasure.objects.get().counts
    if how == "remove":
        assert counts == expected
    assert counts[next(iter(expected.keys() & {"removed", "anonymised"}))] == 8
    assert_counts_are_exact()
    assert_nothing_in(dump())


def kill_after(monkeypatch, portions: int) -> None:
    """Let the process be gone in the middle of a transaction, after so many of them."""
    monkeypatch.setattr("comments.erasing.portion.AT_ONCE", 3)
    usual, left = Erasure.save, [portions]

    def save(erasure: Erasure, *args, **kwargs):
        usual(erasure, *args, **kwargs)
        if "update_fields" in kwargs:
            left[0] -= 1
            if not left[0]:
                raise Killed

    monkeypatch.setattr(Erasure, "save", save)


def test_one_that_was_killed_before_the_overwriting_overwrites(monkeypatch):
    make_traces(make_article())
    erasure = make_erasure()

    def no_room(address):
        raise DatabaseError("No room is left")

    monkeypatch.setattr(erasing, "overwrite", no_room)
    with pytest.raises(DatabaseError):
        erase(erasure)
    monkeypatch.undo()
    stored = Erasure.objects.get()
    assert (stored.address, stored.finished_at) == ("", None)
    erase(stored)
    assert stored.finished_at
    assert_nothing_in(dump())


def test_an_erasure_that_is_over_does_nothing_any_more():
    erasure = make_erasure()
    erase(erasure)
    comment = make_own(make_article())
    erase(erasure)
    assert Comment.objects.get(pk=comment.pk).email == ADDRESS


def test_two_at_a_time_count_each_row_once():
    expected = make_traces(make_article())
    erasure = make_erasure()

    def run() -> None:
        try:
            erase(Erasure.objects.get(pk=erasure.pk))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(run) for _ in range(2)]:
            done.result()
    assert Erasure.objects.get().counts == expected
    assert_counts_are_exact()
    assert_nothing_in(dump())


def test_what_comes_in_meanwhile_is_erased_or_whole():
    article = make_article()
    for _ in range(20):
        make_own(article)

    def write() -> None:
        try:
            for number in range(20):
                make_own(article, source=f"Number {number} of {ADDRESS}")
        finally:
            connections.close_all()

    writer = Thread(target=write)
    writer.start()
    erase(make_erasure())
    writer.join()
    found = list(Comment.objects.all())
    assert len(found) == 40
    whole = [comment for comment in found if comment.status == "approved"]
    for comment in found:
        entry = CommentEntry.objects.filter(pk=comment.pk).values_list("tokens", flat=True)
        if comment in whole:
            assert (comment.email, comment.ip) == (ADDRESS, "203.0.113.9")
            assert ADDRESS in comment.source
            assert "zebo77" in entry.get()
        else:
            assert (comment.status, comment.email, comment.source) == ("purged", "", "")
            assert not entry.exists()
    assert Erasure.objects.get().counts["removed"] == 40 - len(whole)
    assert_counts_are_exact()


@pytest.mark.own_site
def test_a_process_that_is_killed_in_the_middle_loses_no_count():
    article = make_article()
    for _ in range(60):
        make_own(article)
    site = Path(settings.BASE_DIR, "manage.py")
    process = subprocess.Popen(
        [sys.executable, site, "erase_reader", ADDRESS],
        env=os.environ | {"DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}"},
        stdout=subprocess.DEVNULL,
    )
    assert wait_until(lambda: is_erased(10), 60, 0.001)
    process.kill()
    process.wait()
    erasure = Erasure.objects.get()
    assert erasure.finished_at is None
    assert 10 <= erasure.counts["removed"] < 60
    erase(erasure)
    assert erasure.counts == {"removed": 60}
    assert Comment.objects.filter(status="purged").count() == 60
    assert_counts_are_exact()
    assert_nothing_in(dump())


def is_erased(number: int) -> bool:
    """Whether so many comments of the only erasure are, at least."""
    counts = Erasure.objects.values_list("counts", flat=True)
    return any(found.get("removed", 0) >= number for found in counts)


def test_what_others_wrote_is_as_it_was():
    article = make_article()
    other = make_comment(article, "Something else", email="farrukh@example.org")
    before = Comment.objects.values().get(pk=other.pk)
    make_traces(article)
    erase(make_erasure())
    assert Comment.objects.values().get(pk=other.pk) == before
