from datetime import timedelta

import pytest
from django.core import signing

from comments import withdrawal_links
from comments.mail_links import Unusable
from comments.models import Comment
from comments.own import make_proof
from comments.withdrawal_links import make, read


@pytest.fixture
def token():
    return make(Comment(pk=12)).split("/")[-2]


def test_a_link_names_one_comment(token):
    assert read(token) == 12


def test_what_was_not_signed_for_this_is_forged(token):
    foreign = signing.TimestampSigner(salt="comments.mail_links", sep=".").sign("12")
    moved = token.replace("12.", "13.", 1)
    for forged in (foreign, moved, make_proof(Comment(pk=12)), "12", "", "\0", "x" * 5000):
        assert read(forged) is Unusable.FORGED


def test_it_works_for_three_days(token, monkeypatch):
    assert timedelta(hours=72) == withdrawal_links.LIFETIME
    monkeypatch.setattr(withdrawal_links, "LIFETIME", timedelta(seconds=-1))
    assert read(token) is Unusable.EXPIRED
