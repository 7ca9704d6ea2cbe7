"""What stands behind the links of a mail to a reader."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import signing
from django.test import Client

from comments.models import Discussion, Subscription
from comments.notifications.readers.links import OWN
from tests.comments.notifications.readers.links_pressed import (
    confirmed,
    press,
    to_confirm,
    to_unsubscribe,
)
from tests.make import make_article, make_subscription

pytestmark = pytest.mark.django_db


def everything_stored():
    """Every row of every table."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
    }


def test_the_page_shows_what_was_asked_for_and_one_button(guest, reader, pending):
    page = guest.get(to_confirm(reader))
    assert page.status_code == 200
    assert "All comments on “<bdi>The summit</bdi>”" in page.text
    assert re.search("Replies to your comment of .* on “<bdi>The summit</bdi>”", page.text)
    assert page.text.count("<button") == page.text.count("<form") == 1
    for hidden in ("Words of a stranger", "Stranger"):
        assert hidden not in page.text


def test_opening_the_link_changes_nothing(reader, pending):
    addresses = [to_confirm(reader), to_unsubscribe(reader, pending[0].article)]
    before = everything_stored()
    for address in addresses:
        for ask in (Client().get, Client().head, Client(headers={"Purpose": "prefetch"}).get):
            assert ask(address).status_code == 200
    assert everything_stored() == before


def test_the_button_confirms_all_that_was_listed(guest, reader, pending):
    answer = press(guest, to_confirm(reader))
    assert answer.status_code == 200
    assert "From now on we tell you by mail" in answer.text
    assert "The summit" in answer.text
    assert confirmed() == set(pending)
    reader.refresh_from_db()
    assert reader.confirmed_at


def test_what_is_left_out_stays_unconfirmed(guest, reader, pending):
    address = to_confirm(reader)
    answer = guest.post(address, {"chosen": pending[1].pk})
    assert "From now on we tell you by mail" in answer.text
    assert "All comments on" not in answer.text
    assert confirmed() == {pending[1]}
    answer = guest.post(address)
    assert "Nothing is ticked." in answer.text
    assert confirmed() == {pending[1]}


def test_what_was_asked_for_after_the_page_was_opened_is_not_confirmed(guest, reader, pending):
    page = guest.get(to_confirm(reader))
    later = make_subscription(make_article("The dam"), reader=reader, confirmed_at=None)
    answer = press(guest, to_confirm(reader), page)
    assert "The dam" not in answer.text
    assert later not in confirmed()
    assert "The dam" in guest.get(to_confirm(reader)).text


def test_a_second_click_says_that_it_is_done(guest, reader, pending):
    address = to_confirm(reader)
    page = guest.get(address)
    press(guest, address, page)
    before = Subscription.objects.values_list("confirmed_at", flat=True)[0]
    for answer in (press(guest, address, page), guest.get(address)):
        assert answer.status_code == 200
        assert "You have confirmed this already" in answer.text
        assert "<button" not in answer.text
    assert Subscription.objects.values_list("confirmed_at", flat=True)[0] == before


def test_when_there_is_nothing_to_confirm_the_page_says_so(guest, reader):
    for answer in (guest.get(to_confirm(reader)), guest.post(to_confirm(reader), {"chosen": "9"})):
        assert answer.status_code == 200
        assert "There is nothing to confirm" in answer.text


def test_what_is_on_an_article_that_was_withdrawn_is_neither_shown_nor_confirmed(
    guest, reader, pending, article
):
    page = guest.get(to_confirm(reader))
    article.withdraw()
    assert "The summit" not in guest.get(to_confirm(reader)).text
    assert "The summit" not in press(guest, to_confirm(reader), page).text
    assert confirmed() == set()


@pytest.mark.parametrize("chosen", ["", "0", "x", "-1", "9" * 30, "1.5", "\0", "٣"])
def test_a_button_that_says_nothing_of_use_shows_the_page_again(guest, reader, pending, chosen):
    answer = guest.post(to_confirm(reader), {"chosen": chosen})
    assert answer.status_code == 200
    assert "Do you want this mail?" in answer.text
    assert confirmed() == set()


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_a_forged_link_is_not_found(guest, reader, pending, method):
    good = to_confirm(reader)
    before = everything_stored()
    other = f"/comments/confirm/{OWN.token(reader.pk)}/"
    for forged in (good[:-2] + "x/", other, good.replace("/confirm/", "/unsubscribe/"),
                   good.replace(f"/{reader.pk}.", f"/{reader.pk + 1}."),
                   "/comments/confirm/x/", "/comments/unsubscribe/%00%FF%D9%A1/",
                   f"/comments/confirm/{'9' * 3000}/"):  # fmt: skip
        assert getattr(guest, method)(forged).status_code == 404, forged
    assert "This link is not one of ours" in guest.get(other).text
    assert everything_stored() == before


def test_the_link_lives_as_long_as_the_request_is_kept(guest, reader, pending, monkeypatch):
    address, now = to_confirm(reader), signing.time.time()
    for days, kept, status in ((2.9, 3, 200), (3.1, 3, 410), (6, 7, 200), (3.1, 0, 410)):
        Discussion(pk=1, keep_unconfirmed_days=kept).save()
        later = now + timedelta(days=days).total_seconds()
        with monkeypatch.context() as patched:
            patched.setattr(signing.time, "time", lambda later=later: later)
            assert guest.get(address).status_code == status, (days, kept)
            if status == 410:
                answer = guest.post(address, {"chosen": pending[-1].pk})
                assert answer.status_code == 410
                assert "This link has expired" in answer.text
                assert "The summit" not in answer.text
    assert confirmed() == set()


def test_a_reader_who_was_forgotten_is_told_so(guest, reader):
    address = to_confirm(reader)
    reader.delete()
    for answer in (guest.get(address), guest.post(address)):
        assert answer.status_code == 410
        assert "Your address is not here any more" in answer.text


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
)
def test_a_confirmation_from_elsewhere_changes_nothing(reader, pending, headers):
    answer = Client(headers=headers).post(to_confirm(reader), {"chosen": pending[-1].pk})
    assert answer.status_code == 403
    assert "sent from another site" in answer.text
    assert "<button" in answer.text
    assert confirmed() == set()
