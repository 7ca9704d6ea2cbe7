import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagecache.negotiation import ENCODINGS, encoding_for, has_already


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        (None, "identity"),
        ("", "identity"),
        (",, ,", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("deflate, zstd", "identity"),
        ("br", "br"),
        ("BR", "br"),
        (" br ; Q=1.0 ,gzip", "br"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("*;q=0, gzip", "gzip"),
        ("br;q=0, *", "gzip"),
        ("br;q=0, gzip;q=0, *", "identity"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip;q=0.5, identity", "identity"),
        ("identity;q=0.5, gzip;q=0.3, br;q=0.3", "identity"),
        ("gzip;q=0.001", "gzip"),
        ("gzip;q=0", "identity"),
        ("gzip;q=0.000, br;q=0", "identity"),
        ("identity;q=0", "identity"),
        ("identity;q=0, gzip", "gzip"),
        ("identity;q=0, *;q=0", "identity"),
        ("x-gzip", "gzip"),
        ("X-GZip;q=0.2", "gzip"),
        ("gzip;q=nonsense, br;q=0.1", "br"),
        ("gzip;q=nan", "identity"),
        ("gzip;q=-1", "identity"),
        ("gzip;q=1e999, br;q=0.9", "gzip"),
        ("gzip;level=9;q=0.5, br;q=0.1", "gzip"),
        ("gzip;;q", "identity"),
        (";q=1", "identity"),
        ("gzip br", "identity"),
        ("\xff\x00, br", "br"),
        ("gzip, " * 100_000, "identity"),
    ],
)
def test_the_best_of_what_the_client_takes_is_sent(accepted, encoding):
    assert encoding_for(accepted) == encoding


@given(st.text(st.sampled_from("bgrzip*q=;,.01 -x\xff"), max_size=60))
def test_any_header_gets_one_of_the_encodings(accepted):
    assert encoding_for(accepted) in ENCODINGS


OURS = {'"a"': "identity", '"a-br"': "br"}


@pytest.mark.parametrize(
    ("if_none_match", "had"),
    [
        ('"a"', True),
        ('"a-br"', True),
        ('W/"a"', True),
        ('"x", "a"', True),
        ('"x","y" ,W/"a-br"', True),
        ('  "a"  ', True),
        ("*", True),
        ('"x"', False),
        ('"A"', False),
        ("a", False),
        ('w/"a"', False),
        ('"a', False),
        ('a"', False),
        ('"x, "a"', True),
        ('""a""', False),
        ("W/", False),
        ("W/*", True),
        ("", False),
        (",,,", False),
        ('"x", ' * 100_000 + '"a"', False),
    ],
)
def test_a_page_is_had_when_one_of_the_tags_is_its_own(if_none_match, had):
    assert has_already(if_none_match, OURS) is had


@given(st.text(st.sampled_from('"aW/,*-br \xff'), max_size=40))
def test_any_list_of_tags_is_read(if_none_match):
    assert has_already(if_none_match, OURS) in (True, False)
