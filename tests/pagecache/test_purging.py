import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from pagecache import purging
from pagecache.models import Purge
from pagecache.purging import EVERYTHING, purge

pytestmark = pytest.mark.django_db(transaction=True, available_apps=["pagecache"])


def rows() -> list[str]:
    return list(Purge.objects.order_by("pk").values_list("tags", flat=True))


def test_outside_a_transaction_a_purge_is_refused():
    with pytest.raises(TransactionManagementError):
        purge("article-1")
    assert rows() == []


def test_a_purge_is_one_row_of_the_log_with_each_tag_once():
    with transaction.atomic():
        purge("b", "a", "b")
    assert rows() == ["a b"]
    assert str(Purge.objects.get()) == "a b"


def test_a_purge_goes_when_its_change_is_rolled_back():
    with transaction.atomic():
        purge("a")
        transaction.set_rollback(True)
    with transaction.atomic():
        purge("b")
        with transaction.atomic():
            purge("c")
            transaction.set_rollback(True)
    assert rows() == ["b"]


def test_all_rows_of_one_transaction_carry_its_id(elsewhere):
    with transaction.atomic():
        purge("a")
        with transaction.atomic():
            purge("b")
    with transaction.atomic():
        purge("c")
    first, same, other = Purge.objects.order_by("pk").values_list("transaction", flat=True)
    assert first == same
    assert other > first or other == 0  # there is no such id on SQLite


def test_tidying_keeps_the_newest_rows_and_makes_readers_drop_everything(monkeypatch):
    """A reader may not have seen what is tidied away: on PostgreSQL rows appear late."""
    monkeypatch.setattr(purging, "TIDIED_EVERY", 10)
    monkeypatch.setattr(purging, "KEPT", 25)
    before = tidied = 0
    for number in range(100):
        with transaction.atomic():
            purge(f"tag-{number}")
        kept = Purge.objects.exclude(tags=EVERYTHING).order_by("pk")
        numbers = [int(row.tags.removeprefix("tag-")) for row in kept]
        assert numbers == list(range(number + 1 - len(numbers), number + 1)), "no hole"
        assert len(numbers) >= min(number + 1, 20)
        assert Purge.objects.count() <= 25 + 10 + 1
        if len(numbers) <= before:
            assert Purge.objects.order_by("-pk").first().tags == EVERYTHING
            tidied += 1
        before = len(numbers)
    assert tidied >= 5
