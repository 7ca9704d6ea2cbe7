import pytest

from bench.site import marker
from bench.site.marker import Found


def test_a_site_is_the_same_only_with_the_same_size_and_migrations(monkeypatch):
    wanted = marker.make_up(20, 200)
    assert wanted == marker.make_up(20, 200)
    assert wanted != marker.make_up(20, 201)
    monkeypatch.setattr(marker, "_MAKER", 0)
    assert wanted != marker.make_up(20, 200)


@pytest.mark.django_db
def test_only_a_finished_site_of_the_bench_is_taken_for_what_is_wanted():
    wanted = marker.make_up(20, 200)
    assert marker.look(wanted) is Found.FOREIGN  # the tables of the tests
    marker.begin()
    assert marker.look(wanted) is Found.ANOTHER
    marker.finish(wanted)
    assert marker.look(wanted) is Found.WANTED
    assert marker.look(marker.make_up(20, 201)) is Found.ANOTHER
