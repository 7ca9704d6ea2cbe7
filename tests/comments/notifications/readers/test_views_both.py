"""What holds for both pages behind the links of a mail."""

import pytest
from django.test import Client

from tests.at_once import at_once
from tests.comments.notifications.readers.links_pressed import press, to_confirm, to_unsubscribe
from tests.make import make_article, make_reader, make_subscription
from tests.test_privacy import leaks

pytestmark = pytest.mark.django_db


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
    chosen = [one.pk for one in pending]

    def click():
        client = Client(headers={"Sec-Fetch-Site": "same-origin"})
        return client.post(address, {"chosen": chosen}).text

    answers = at_once(*[click] * 4)
    assert sum("From now on we tell you by mail" in answer for answer in answers) == 1
    assert sum("You have confirmed this already" in answer for answer in answers) == 3
