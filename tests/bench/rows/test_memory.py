import os

from bench.rows.memory import at_quarters, resident


def test_memory_is_read_where_each_quarter_of_the_requests_was_done():
    samples = [(0, 50.0), (30, 60.0), (60, 70.0), (90, 80.0), (120, 90.0)]
    assert at_quarters(samples) == [60.0, 70.0, 80.0, 90.0]
    assert at_quarters([(0, 1.0), (100, 2.0)]) == [2.0] * 4


def test_the_memory_of_a_process_is_told_in_mebibytes():
    assert 10 < resident(os.getpid()) < 10_000
