import pytest
from django.db import connection

from comments.erasing import Address, overwriting
from comments.erasing.overwriting import is_in_file, overwrite
from comments.models import Comment
from tests.comments.erasing.traces import ADDRESS, make_own
from tests.make import make_article

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="is about SQLite's file"),
]


@pytest.fixture
def vacuums():
    """The times that the file was written anew."""
    found = []

    def note(execute, sql, params, many, context):
        if sql == "VACUUM":
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def checkpoint() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_a_file_without_the_address_is_not_written_anew(vacuums):
    make_own(make_article(), email="x@example.org", website="", source="Text")
    overwrite(Address(ADDRESS))
    assert vacuums == []


def test_a_file_is_written_anew_where_it_holds_the_address_or_nobody_knows_it(vacuums):
    make_own(make_article())
    checkpoint()
    assert is_in_file(Address(ADDRESS))
    overwrite(Address(ADDRESS))
    overwrite(None)
    assert vacuums == ["VACUUM", "VACUUM"]


def test_the_address_is_found_across_two_pieces_of_the_file(monkeypatch):
    make_own(make_article(), source="Text", website="")
    checkpoint()
    for size in (7, 64, 4096):
        monkeypatch.setattr(overwriting, "_AT_ONCE", size)
        assert is_in_file(Address(ADDRESS))
    assert not is_in_file(Address(f"x{ADDRESS}"))


def test_sqlite_overwrites_what_is_deleted():
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
    assert not Comment.objects.exists()
