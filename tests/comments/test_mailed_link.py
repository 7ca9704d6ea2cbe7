from datetime import timedelta

import pytest
from django.core import signing

from comments.mailed_link import Purpose, Unusable

FOREVER = Purpose("test")
AN_HOUR = Purpose("test-hour", lifetime=timedelta(hours=1))


def test_a_token_says_what_was_signed_and_holds_nothing_else():
    token = FOREVER.token(12, "approve", 34)
    assert FOREVER.read(token) == ["12", "approve", "34"]
    assert FOREVER.ids(FOREVER.token(12, 34)) == [12, 34]
    assert token.startswith("12.approve.34.")
    assert token.isascii()
    assert len(token) < 80


def test_a_token_for_one_purpose_is_worth_nothing_for_another():
    assert FOREVER.read(AN_HOUR.token(12)) == Unusable.FORGED
    assert AN_HOUR.ids(FOREVER.token(12)) == Unusable.FORGED


def test_what_is_forged_is_worth_nothing():
    good = FOREVER.token(12, 34)
    forged = [
        good.replace("12.", "13.", 1),
        good.replace("34.", "35.", 1),
        good.replace("12.34", "1.234"),
        signing.TimestampSigner(salt="comments.preview", sep=".").sign("12.34"),
        *(good[:-1], good + "A", good.replace(".", ":"), "", ".", "\0", "x" * 5000, "12.34.٣"),
    ]
    for token in forged:
        assert FOREVER.read(token) == FOREVER.ids(token) == Unusable.FORGED, token


@pytest.fixture
def in_ten_years(monkeypatch):
    tokens = {purpose: purpose.token(12) for purpose in (FOREVER, AN_HOUR)}
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 10 * 365 * 86_400)
    return tokens


def test_only_what_has_a_lifetime_expires(in_ten_years):
    assert FOREVER.ids(in_ten_years[FOREVER]) == [12]
    assert AN_HOUR.ids(in_ten_years[AN_HOUR]) == Unusable.EXPIRED
    assert FOREVER.ids(in_ten_years[FOREVER], timedelta(days=3)) == Unusable.EXPIRED


def test_it_lives_for_as_long_as_it_says(monkeypatch):
    token = AN_HOUR.token(12)
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 3599)
    assert AN_HOUR.ids(token) == [12]
    monkeypatch.setattr(signing.time, "time", lambda: now + 3601)
    assert AN_HOUR.ids(token) == Unusable.EXPIRED
