import gzip
from dataclasses import replace

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagecache.page import Page

BODY = "Ҷавоб: <p>What happened, and what readers say.</p>\n".encode() * 20
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Language", "tg"),
    ("Cache-Control", "public, max-age=0"),
    ("Cache-Tag", "article-1"),
    ("Last-Modified", "Tue, 24 Nov 2026 10:00:00 GMT"),
]
ENCODINGS = ("br", "gzip", "identity")
DECODED = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}


def page(body: bytes = BODY, headers=(), status: str = "200 OK") -> Page:
    return Page(status, [*HEADERS, *headers], body)


def headers_of(page: Page, encoding: str = "identity") -> dict[str, str]:
    headers = page.variant(encoding).headers
    assert len(headers) == len(dict(headers)), "a header is there twice"
    return dict(headers)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(body=st.one_of(st.binary(max_size=600), st.binary(min_size=1).map(lambda some: some * 300)))
def test_each_encoding_decodes_to_the_same_bytes(encoding, body):
    variant = page(body).variant(encoding)
    headers = dict(variant.headers)
    sent = b"".join(variant.chunks)
    assert DECODED[headers.get("Content-Encoding", "identity")](sent) == body
    assert headers["Content-Length"] == str(len(sent))


def test_each_encoding_has_a_strong_entity_tag_of_its_own():
    tags = [headers_of(page(), encoding)["ETag"] for encoding in ENCODINGS]
    assert len(set(tags)) == 3
    assert all(tag[0] == tag[-1] == '"' and '"' not in tag[1:-1] for tag in tags)


def test_the_same_answer_has_the_same_entity_tag_on_every_process():
    assert page().etags == page().etags
    policy = "default-src 'none'; img-src 'self'", "img-src 'self'; default-src 'none'"
    one, other = (page(headers=[("Content-Security-Policy", said)]) for said in policy)
    assert one.etags == other.etags
    assert dict(other.variant("br").headers_304)["Content-Security-Policy"] == policy[1]


@pytest.mark.parametrize(
    "other",
    [
        page(BODY + b" "),
        page(headers=[("X-Robots-Tag", "noindex")]),
        replace(page(), headers=[*HEADERS[1:], ("Content-Type", "text/plain")]),
    ],
    ids=["body", "another header", "another value"],
)
def test_another_body_or_header_makes_another_entity_tag(other):
    assert not set(other.etags) & set(page().etags)


def test_a_small_body_is_not_compressed():
    small = page(b"<p>Short.</p>")
    for encoding in ENCODINGS:
        assert "Content-Encoding" not in headers_of(small, encoding)
        assert small.variant(encoding).chunks == [b"<p>Short.</p>"]


def test_an_encoding_is_made_once():
    kept = page()
    assert kept.variant("br") is kept.variant("br")


@pytest.mark.parametrize(
    ("said", "vary"),
    [
        ([], "Accept-Encoding"),
        ([("Vary", "Accept-Encoding")], "Accept-Encoding"),
        ([("Vary", "Origin")], "Origin, Accept-Encoding"),
        ([("vary", "Origin,Accept-Encoding")], "Origin, Accept-Encoding"),
        ([("Vary", "Origin"), ("VARY", "Cookie")], "Origin, Cookie, Accept-Encoding"),
    ],
)
def test_vary_is_kept_and_completed(said, vary):
    assert headers_of(page(headers=said))["Vary"] == vary


def test_what_the_page_says_by_itself_replaces_what_the_application_said():
    theirs = [("ETag", 'W/"theirs"'), ("content-length", "1")]
    headers = headers_of(page(headers=theirs))
    assert headers["Content-Length"] == str(len(BODY))
    assert "content-length" not in headers
    assert "theirs" not in headers["ETag"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_304_repeats_what_holds_for_the_stored_answer_and_nothing_of_the_body(encoding):
    """RFC 9110, 15.4.5."""
    kept = page(headers=[("Content-Location", "/a/"), ("Expires", "0"), ("Date", "now")])
    whole, again = headers_of(kept, encoding), dict(kept.variant(encoding).headers_304)
    must = {"Content-Location", "Date", "ETag", "Vary", "Cache-Control", "Expires"}
    assert must <= set(again)
    assert all(again[name] == whole[name] for name in again)
    of_the_body = {"Content-Length", "Content-Encoding", "Content-Type", "Content-Language"}
    assert not of_the_body & set(again)


LATER, SAME, EARLIER = (f"Tue, 24 Nov 2026 {hour}:00:00 GMT" for hour in (11, 10, "09"))


@pytest.mark.parametrize(
    ("if_none_match", "if_modified_since", "had"),
    [
        (None, None, False),
        ('"x"', None, False),
        ("*", None, True),
        (None, SAME, True),
        (None, LATER, True),
        (None, "Tuesday, 24-Nov-26 11:00:00 GMT", True),
        (None, EARLIER, False),
        (None, "Tue, 24 Nov 2026 10:30:00", False),
        (None, "nonsense", False),
        (None, "", False),
        (None, "Mon, 01 Jan 2027 00:00:00 +99999999999999999999", False),
        (None, "99999999999999999999 Jan 2027 00:00:00 GMT", False),
        ('"x"', LATER, False),
        ("", LATER, False),
    ],
)
def test_if_modified_since_counts_only_without_if_none_match(
    if_none_match, if_modified_since, had
):
    assert page().is_had(if_none_match, if_modified_since) is had


@given(st.text(st.sampled_from("0123456789+-:, ADJTVacenouvMG"), max_size=50))
def test_any_date_is_read(if_modified_since):
    assert page().is_had(None, if_modified_since) in (True, False)


def test_a_page_without_last_modified_is_not_had_by_date():
    assert not Page("200 OK", [], BODY).is_had(None, SAME)


@pytest.mark.parametrize("status", ["301 Moved Permanently", "302 Found", "404 Not Found"])
def test_only_a_success_is_had_already(status):
    answer = page(status=status)
    assert not answer.is_had(next(iter(answer.etags)), None)
    assert not answer.is_had("*", None)
    assert not answer.is_had(None, LATER)


def test_the_size_grows_with_the_body_and_with_the_tags():
    small = page(b"").size
    assert page(BODY).size >= small + 2 * len(BODY)
    assert Page("200 OK", HEADERS, b"", frozenset(map(str, range(100)))).size > small + 20_000
