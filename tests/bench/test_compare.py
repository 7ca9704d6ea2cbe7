from bench.compare import Effort, take_turns
from bench.load import Result


def result(rate: float, p99: float = 1.0) -> Result:
    return Result(int(rate * 10), 10.0, 0, 0.5, p99, p99, 0, {})


def test_a_moment_that_slows_both_down_does_not_change_the_ratio():
    ceiling = iter([result(1000), result(100), result(1000)])
    candidate = iter([result(800), result(80), result(800)])
    effort = Effort(rounds=3, seconds=1, warming=0)
    found = take_turns(lambda _: next(candidate), lambda _: next(ceiling), effort)
    assert found.ratio == 0.8
    assert found.candidate.rate == 800
    assert found.ceiling.rate == 1000


def test_one_round_that_was_disturbed_is_outvoted():
    candidate = iter([result(800, 2.0), result(10, 900.0), result(820, 3.0)])
    effort = Effort(rounds=3, seconds=1, warming=0)
    found = take_turns(lambda _: next(candidate), lambda _: result(1000), effort)
    assert found.ratio == 0.8
    assert found.candidate.p99 == 3.0


def test_warming_up_is_not_counted_and_sides_take_turns():
    order = []

    def side(name: str):
        def run(seconds: int) -> Result:
            order.append((name, seconds))
            return result(1000)

        return run

    take_turns(side("site"), side("bare"), Effort(rounds=2, seconds=3, warming=1))
    warming = [("bare", 1), ("site", 1)]
    assert order == warming + [("bare", 3), ("site", 3)] * 2


def test_slow_answers_are_measured_as_long_in_fewer_turns():
    assert Effort(rounds=9, seconds=1).for_slow_answers() == Effort(rounds=3, seconds=3)
    assert Effort(rounds=1, seconds=1, warming=0).for_slow_answers().rounds == 1
