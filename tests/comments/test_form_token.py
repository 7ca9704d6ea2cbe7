from datetime import timedelta

import pytest
from django.utils import timezone

from comments import form_token


def test_a_token_knows_its_age():
    at = timezone.now() + timedelta(seconds=90)
    assert form_token.age(form_token.make(), at).total_seconds() == pytest.approx(90, abs=1)


@pytest.mark.parametrize("token", ["", "1:2:3", "x" * 200, "\0"])
def test_what_was_made_up_is_no_token(token):
    with pytest.raises(form_token.Forged):
        form_token.age(token, timezone.now())


def test_the_address_that_gives_them_out_is_never_kept(guest):
    answer = guest.get("/comments/begin/")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    form_token.age(answer.text, timezone.now())
