from datetime import timedelta

import pytest

from comments.mailed_link import Unusable
from comments.models import Comment
from comments.notifications.readers.links import OWN
from comments.second_thoughts.proof import make_proof
from comments.second_thoughts.withdrawal_links import WITHDRAW, make


@pytest.fixture
def token():
    return make(Comment(pk=12)).split("/")[-2]


def test_a_link_names_one_comment_for_three_days(token):
    assert WITHDRAW.ids(token) == [12]
    assert timedelta(hours=72) == WITHDRAW.lifetime


def test_what_was_not_signed_for_this_is_forged(token):
    moved = token.replace("12.", "13.", 1)
    for forged in (OWN.token(12), moved, make_proof(Comment(pk=12)), "12"):
        assert WITHDRAW.ids(forged) is Unusable.FORGED
