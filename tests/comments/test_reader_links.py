from datetime import timedelta

from django.core import signing

from comments.mail_links import Unusable
from comments.reader_links import CONFIRM, OWN, UNSUBSCRIBE


def test_a_token_says_whose_it_is_and_holds_nothing_but_ids():
    token = UNSUBSCRIBE.token(12, 34)
    assert UNSUBSCRIBE.read(token) == (12, 34)
    assert CONFIRM.read(CONFIRM.token(12)) == (12,)
    assert token.startswith("12.34.")
    assert token.isascii()
    assert len(token) < 80


def test_a_token_for_one_purpose_is_worth_nothing_for_another():
    for mine in (CONFIRM, UNSUBSCRIBE, OWN):
        for other in {CONFIRM, UNSUBSCRIBE, OWN} - {mine}:
            assert other.read(mine.token(12)) == Unusable.FORGED


def test_what_is_forged_is_worth_nothing():
    good = UNSUBSCRIBE.token(12, 34)
    forged = [
        good.replace("12.", "13.", 1),
        good.replace("34.", "35.", 1),
        good.replace("12.34", "1.234"),
        signing.TimestampSigner(salt="comments.mail_links", sep=".").sign("12.34"),
        *(good[:-1], good + "A", good.replace(".", ":"), "", ".", "\0", "x" * 5000, "12.34.٣"),
    ]
    for token in forged:
        assert UNSUBSCRIBE.read(token) == Unusable.FORGED, token


def test_only_what_has_a_lifetime_expires(monkeypatch):
    tokens = {purpose: purpose.token(12) for purpose in (CONFIRM, UNSUBSCRIBE, OWN)}
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 3599)
    assert OWN.read(tokens[OWN]) == (12,)
    monkeypatch.setattr(signing.time, "time", lambda: now + 3601)
    assert OWN.read(tokens[OWN]) == Unusable.EXPIRED
    assert CONFIRM.read(tokens[CONFIRM], timedelta(days=3)) == (12,)
    monkeypatch.setattr(signing.time, "time", lambda: now + 10 * 365 * 86_400)
    assert CONFIRM.read(tokens[CONFIRM], timedelta(days=3)) == Unusable.EXPIRED
    assert UNSUBSCRIBE.read(tokens[UNSUBSCRIBE]) == (12,)
