import pytest

from bench.answers import Unexpected
from bench.rows.desk import _WARMING, _row, _taken


class Site:
    """Answers each question with the next number of milliseconds."""

    def __init__(self, *times: float, status: int = 200) -> None:
        self._times, self._status = iter(times), status

    def ask(self, *question: object) -> dict[str, float]:
        return {"ms": next(self._times), "status": self._status, "size": 9, "queries": 12}


def test_what_was_asked_while_caches_were_cold_does_not_count():
    taken = _taken(Site(*[900] * _WARMING, 40, 50), [("render", "/")] * (_WARMING + 2))
    assert [done["ms"] for done in taken] == [40, 50]


def test_a_page_that_is_refused_ends_the_measuring():
    with pytest.raises(Unexpected, match="403"):
        _taken(Site(1, status=403), [("render", "/admin/")])


@pytest.mark.parametrize(
    ("ms", "queries", "reached"), [(150, 15, True), (151, 15, False), (150, 16, False)]
)
def test_a_page_may_take_so_long_and_so_many_queries(ms, queries, reached):
    taken = [{"ms": ms, "status": 200, "size": 9, "queries": queries}] * 3
    row = _row("desk", taken, 150, 15)
    assert row.reached is reached
    assert row.of == f"150 ms; {queries} queries"
