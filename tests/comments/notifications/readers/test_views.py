"""What stands behind the links of a mail to a reader."""

import re
import threading
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import signing
from django.db import connection
from django.test import Client

from comments.models import Discussion, Reader, Subscription
from comments.notifications.readers.links import CONFIRM, EVERYTHING, OWN, UNSUBSCRIBE
from tests.make import make_article, make_comment, make_reader, make_subscription
from tests.test_privacy import EMAIL, leaks

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return make_reader(EMAIL)


@pytest.fixture
def article():
    return make_article("The summit")


@pytest.fixture
def pending(reader, article):
    """All comments on an article, and the answers to one of his."""
    comment = make_comment(article, "Words of a stranger.", email=EMAIL, name="Stranger")
    return [
        make_subscription(about, reader=reader, confirmed_at=None) for about in (article, comment)
    ]


def to_confirm(reader):
    return f"/comments/confirm/{CONFIRM.token(reader.pk)}/"


def to_unsubscribe(reader, article=None):
    about = article.pk if article else EVERYTHING
    return f"/comments/unsubscribe/{UNSUBSCRIBE.token(reader.pk, about)}/"


def press(client, address, page=None):
    """The button on the page, with what it sends."""
    page = page or client.get(address)
    return client.post(address, {"chosen": re.findall(r'name="chosen" value="(\d+)"', page.text)})


def everything_stored():
    """Every row of every table."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
    }


def confirmed():
    return set(Subscription.objects.confirmed())


# -- Confirming -----------------------------------------------------------------------


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


# -- Ending ---------------------------------------------------------------------------


def test_the_page_asks_before_it_ends_anything(guest, reader, article):
    make_subscription(article, reader=reader)
    page = guest.get(to_unsubscribe(reader, article))
    assert page.status_code == 200
    assert "It is about comments on “<bdi>The summit</bdi>”." in page.text
    assert page.text.count("<button") == page.text.count("<form") == 1
    assert Subscription.objects.exists()


def test_one_click_in_the_mail_program_ends_it(reader, article):
    """RFC 8058: a POST without cookies, whose body is List-Unsubscribe=One-Click."""
    other = make_subscription(make_article(), reader=reader)
    make_subscription(article, reader=reader)
    address = to_unsubscribe(reader, article)
    for headers in ({}, {"Origin": "https://mail.example"}, {"Sec-Fetch-Site": "cross-site"}):
        one_click = {"List-Unsubscribe": "One-Click"}
        answer = Client(headers=headers, enforce_csrf_checks=True).post(address, one_click)
        assert answer.status_code == 200
    assert list(Subscription.objects.all()) == [other]


def test_ending_it_twice_says_that_it_is_over(guest, reader, article):
    make_subscription(article, reader=reader)
    address = to_unsubscribe(reader, article)
    assert "You get no more such mail" in guest.post(address).text
    for answer in (guest.post(address), guest.get(address)):
        assert answer.status_code == 200
        assert "This mail is over already" in answer.text
        assert "<button" not in answer.text


def test_everything_can_be_ended_at_once(guest, reader, article):
    for about in (article, make_article()):
        make_subscription(about, reader=reader)
    theirs = make_subscription(article, reader=make_reader("else@example.org"))
    assert "every article that you follow" in guest.get(to_unsubscribe(reader)).text
    guest.post(to_unsubscribe(reader))
    assert list(Subscription.objects.all()) == [theirs]


def test_a_link_in_old_mail_still_works(guest, reader, article, monkeypatch):
    make_subscription(article, reader=reader)
    address, now = to_unsubscribe(reader, article), signing.time.time()
    with monkeypatch.context() as patched:
        patched.setattr(signing.time, "time", lambda: now + 5 * 365 * 86_400)
        assert guest.post(address).status_code == 200
    assert not Subscription.objects.exists()


def test_what_is_about_a_withdrawn_article_can_be_ended_and_names_it_not(guest, reader, article):
    make_subscription(article, reader=reader)
    article.withdraw()
    address = to_unsubscribe(reader, article)
    for answer in (guest.get(address), guest.post(address)):
        assert answer.status_code == 200
        assert "The summit" not in answer.text
    assert not Subscription.objects.exists()


def test_a_reader_who_was_forgotten_has_nothing_left_to_end(guest, reader, article):
    address = to_unsubscribe(reader, article)
    Reader.objects.all().delete()
    for answer in (guest.get(address), guest.post(address)):
        assert "This mail is over already" in answer.text


# -- Both -----------------------------------------------------------------------------


def every_answer(guest, reader, article):
    confirm, unsubscribe = to_confirm(reader), to_unsubscribe(reader, article)
    yield guest.get(confirm)
    yield press(guest, confirm)
    yield guest.get(unsubscribe)
    yield guest.post(unsubscribe)
    yield guest.get("/comments/confirm/x/")
    yield guest.get("/comments/unsubscribe/x/")


def test_the_pages_are_private_and_hold_no_address(guest, reader, article, pending):
    for answer in every_answer(guest, reader, article):
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Referrer-Policy"] == "same-origin"
        assert "Cache-Tag" not in answer
        assert not answer.cookies
        assert not leaks(answer)


def test_the_links_are_followed_from_a_mail_on_another_site(reader, article, pending):
    webmail = Client(headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"})
    for address in (to_confirm(reader), to_unsubscribe(reader, article)):
        assert webmail.get(address).status_code == 200


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(guest, reader, article, method):
    for address in (to_confirm(reader), to_unsubscribe(reader, article)):
        assert getattr(guest, method)(address).status_code == 405


def test_the_pages_speak_the_language_of_the_reader_or_of_the_article(guest):
    reader, article = make_reader(language="fa"), make_article(language="ru")
    make_subscription(article, reader=reader, confirmed_at=None)
    page = guest.get(to_confirm(reader))
    assert '<html lang="fa" dir="rtl">' in page.text
    assert page["Content-Language"] == "fa"
    assert '<html lang="ru"' in guest.get(to_unsubscribe(reader, article)).text
    forged = guest.get("/comments/confirm/x/", headers={"Accept-Language": "tg,en;q=0.5"})
    assert '<html lang="tg"' in forged.text


def test_the_pages_ask_few_questions(guest, reader, article, django_assert_max_num_queries):
    for number in range(20):
        make_subscription(make_article(f"Number {number}"), reader=reader, confirmed_at=None)
    with django_assert_max_num_queries(6):
        page = guest.get(to_confirm(reader))
    with django_assert_max_num_queries(16):
        press(guest, to_confirm(reader), page)
    with django_assert_max_num_queries(4):
        guest.get(to_unsubscribe(reader, article))
    with django_assert_max_num_queries(8):
        guest.post(to_unsubscribe(reader, article))


@pytest.mark.django_db(transaction=True)
def test_the_button_pressed_many_times_at_once_confirms_once(reader, pending):
    address = to_confirm(reader)
    ready = threading.Barrier(4)
    answers: list[str] = []

    def click():
        try:
            ready.wait()
            client = Client(headers={"Sec-Fetch-Site": "same-origin"})
            chosen = [one.pk for one in pending]
            answers.append(client.post(address, {"chosen": chosen}).text)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum("From now on we tell you by mail" in answer for answer in answers) == 1
    assert sum("You have confirmed this already" in answer for answer in answers) == 3
