import pytest

from bench.load import Load, WrkFailed, parse

PRINTED = """\
Running 2s test @ http://127.0.0.1:8000/
  2 threads and 32 connections
Requests/sec:  20000.00
{"requests": 40000, "duration": 2000000, "bytes": 88000000, "p50": 812, "p99": 12440, \
"longest": 31000, "refused": 1, "broken": 2, "timeouts": 3, "statuses": {"303": 39990, "409": 10}}
"""


def test_what_wrk_printed_is_read_with_its_units():
    result = parse(PRINTED)
    assert result.rate == 20_000
    assert (result.p50, result.p99, result.longest) == (0.812, 12.44, 31.0)
    assert result.received == 88_000_000
    assert result.faults == 6


def test_answers_of_one_status_can_be_counted_alone():
    assert parse(PRINTED).only(303).rate == 19_995
    assert parse(PRINTED).only(200).requests == 0


@pytest.mark.parametrize(
    "printed", ["", "unable to connect to 127.0.0.1:1", PRINTED.replace("40000", "0")]
)
def test_a_run_without_answers_is_a_failure(printed):
    with pytest.raises(WrkFailed):
        parse(printed)


def test_wrk_is_told_connections_headers_and_the_arguments_of_a_script():
    load = Load("http://x/", {"Accept-Encoding": "br"}, 1, script="pages.lua", arguments=["file"])
    command = load.command(seconds=3)
    assert command[:4] == ["wrk", "-t1", "-c1", "-d3s"]  # no more threads than connections
    assert command[-5:-3] == ["-H", "Accept-Encoding: br"]
    assert command[-3:] == ["http://x/", "--", "file"]
