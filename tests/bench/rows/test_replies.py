import pytest

from bench.answers import Unexpected
from bench.load import Result
from bench.rows.replies import Taken


def result(**statuses: int) -> Result:
    counted = {int(status[1:]): number for status, number in statuses.items()}
    return Result(sum(counted.values()), 1.0, 0, 1.0, 1.0, 1.0, 0, counted)


def test_only_what_was_accepted_counts(tmp_path):
    assert Taken(tmp_path).note(result(_303=400), connections=32).rate == 400


@pytest.mark.parametrize("status", ["_409", "_422", "_429", "_500"])
def test_a_reply_that_was_refused_ends_the_measuring(tmp_path, status):
    with pytest.raises(Unexpected, match=status[1:]):
        Taken(tmp_path).note(result(_303=399, **{status: 1}), connections=32)


@pytest.mark.parametrize(
    ("rows", "is_sound"), [(400, True), (432, True), (399, False), (433, False)]
)
def test_every_accepted_reply_has_its_row_and_nothing_else_is_there(tmp_path, rows, is_sound):
    taken = Taken(tmp_path)
    taken.note(result(_303=400), connections=32)
    if is_sound:
        taken.compare(rows)
    else:
        with pytest.raises(Unexpected, match="400 replies were accepted"):
            taken.compare(rows)
