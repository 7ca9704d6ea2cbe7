from datetime import timedelta
from functools import partial
from typing import Any

import html5lib
import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.utils import timezone

from comments.models import Comment, Report
from pagecache.door import PageCache
from pagecache.log import PurgeLog
from pagecache.store import Store
from tests.at_once import at_once
from tests.make import make_article, make_comment, make_staff
from tests.wsgi import ask, ask_the_site

pytestmark = pytest.mark.django_db

IP = "203.0.113.9"


@pytest.fixture
def article():
    return make_article("The summit")


@pytest.fixture
def comment(article):
    return make_comment(article, "You <b>liar</b> & co", name="<Rustam>")


def address(comment: Comment) -> str:
    return f"/comments/{comment.pk}/report/"


def send(client: Client, comment: Comment, ip: str = IP, **typed: Any) -> Any:
    data = {"cause": "insult", "note": "He calls me a liar."} | typed
    data = {name: text for name, text in data.items() if text is not None}
    return client.post(address(comment), data, REMOTE_ADDR=ip)


def test_every_comment_leads_to_the_page_that_reports_it(guest, article, comment):
    page = html5lib.parse(guest.get(article.get_absolute_url()).text, namespaceHTMLElements=False)
    [link] = page.iterfind(".//p[@class='comment-actions']/a[@class='report-link']")
    assert link.get("href") == address(comment)
    assert link.get("rel") == "nofollow"
    assert link.get("aria-label") == "Report the comment of <Rustam>"
    assert link.text == "Report"


def test_the_page_shows_the_comment_the_reasons_and_one_button(guest, comment):
    page = guest.get(address(comment))
    assert "<bdi>&lt;Rustam&gt;</bdi>" in page.text
    assert "You <b>liar</b> &amp; co" in page.text
    for cause in Report.Cause.values:
        assert f'type="radio" name="cause" value="{cause}"' in page.text
    assert page.text.count("<button") == 1
    assert '<meta name="robots" content="noindex">' in page.text
    assert " checked" not in page.text
    assert "autofocus" not in page.text


def test_opening_the_page_reports_nothing(guest, comment):
    for where in (address(comment), f"{address(comment)}?done=1"):
        assert guest.get(where).status_code == guest.head(where).status_code == 200
    assert not Report.objects.exists()


def test_a_report_is_taken_in_and_thanked_for(guest, comment):
    answer = send(guest, comment, note=" He calls me\r\na liar. ")
    assert answer.status_code == 303
    assert answer["Location"] == f"{address(comment)}?done=1"
    assert not answer.cookies
    report = Report.objects.get()
    assert (report.comment, report.cause, report.note) == (
        comment,
        "insult",
        "He calls me\na liar.",
    )
    assert (report.by, report.network, report.weight) == (None, "203.0.113.0/24", 1)
    thanks = guest.get(answer["Location"])
    assert "<h1>Thank you</h1>" in thanks.text
    assert comment.get_absolute_url() in thanks.text
    assert "<form" not in thanks.text


def test_reports_from_two_places_bring_the_comment_to_the_desk_and_hide_nothing(
    guest, client, article, comment
):
    client.force_login(make_staff("Moderator"))
    desk = "/admin/comments/comment/?tab=reported"
    send(guest, comment)
    send(guest, comment, ip="203.0.113.200", note="Another")
    assert "He calls me a liar." not in client.get(desk).text
    send(guest, comment, ip="2001:db8::1", note="<b>Rude</b>")
    page = client.get(desk).text
    assert "Reported by readers in 2 places</strong>: Insult or threat" in page
    assert "<bdi>He calls me a liar.</bdi>" in page
    assert "<bdi>&lt;b&gt;Rude&lt;/b&gt;</bdi>" in page
    assert "203.0.113" not in page
    assert "2001:db8" not in page
    assert "You <b>liar</b>" in guest.get(article.get_absolute_url()).text


def test_no_reader_sees_reports_or_their_notes(guest, article, comment):
    before = {where: guest.get(where).content for where in public_pages(article, comment)}
    for place in range(5):
        send(guest, comment, ip=f"198.51.{place}.1")
    for where, content in before.items():
        assert guest.get(where).content == content


def public_pages(article, comment) -> list[str]:
    own = article.get_absolute_url()
    feeds = [f"{own}feed/", f"{own}feed/json/", "/comments/feed/"]
    return [own, *feeds, address(comment), f"{address(comment)}?done=1"]


def test_somebody_who_is_signed_in_reports_as_a_reader_like_everybody(comment):
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    client.force_login(make_staff("Chief"))
    send(client, comment)
    assert Report.objects.get().by is None


@pytest.mark.parametrize("language", ["ru", "tg", "fa"])
def test_the_page_speaks_the_language_of_the_article(guest, language):
    comment = make_comment(make_article(language=language))
    for answer in (guest.get(address(comment)), send(guest, comment, cause="")):
        assert f'<html lang="{language}"' in answer.text
        assert answer["Content-Language"] == language


def test_every_guest_gets_the_same_bytes_and_no_cookie(comment):
    clients = [Client(), Client(headers={"Accept-Language": "ru"}, REMOTE_ADDR="198.51.100.1")]
    clients[1].cookies["commenter"] = "x"
    for where in (address(comment), f"{address(comment)}?done=1"):
        answers = [client.get(where) for client in clients]
        assert answers[0].content == answers[1].content
        assert "Set-Cookie" not in answers[0].headers
        assert answers[0]["Cache-Control"].startswith("public")
        assert f"comments-{comment.article_id}" in answers[0]["Cache-Tag"].split()


def test_an_address_that_nobody_is_led_to_is_not_kept(comment):
    answer = ask_the_site(f"{address(comment)}?done=2")
    assert answer.status == 200
    assert b"<form" in answer.body
    assert "Cache-Tag" not in answer.headers


@pytest.mark.django_db(transaction=True)
def test_the_page_comes_from_memory_until_the_comment_is_removed(comment):
    log = PurgeLog()
    door = PageCache(get_wsgi_application(), Store(1_000_000), log)
    door._pause = 0
    where = address(comment)
    assert ask(door, where).status == 200
    assert len(door.store) == 1
    comment.trash(by=make_staff("Moderator"))
    assert ask(door, where).status == 404
    log.close()


def test_the_page_and_a_report_ask_few_questions(guest, comment, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        guest.get(address(comment))
    with django_assert_max_num_queries(18):
        assert send(guest, comment).status_code == 303


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(guest, comment, method):
    assert getattr(guest, method)(address(comment)).status_code == 405


@pytest.mark.django_db(transaction=True)
def test_reports_from_one_place_at_the_same_time_are_one(comment):
    def press(number: int) -> int:
        client = Client(headers={"Sec-Fetch-Site": "same-origin"})
        return send(client, comment, ip=f"203.0.113.{number}").status_code

    answers = at_once(*[partial(press, number) for number in range(4)])
    assert answers == [303] * 4  # the same words within a minute: one press of the button
    assert Report.objects.count() == 1


def test_a_double_click_is_one_report_and_is_thanked_for(guest, comment):
    assert [send(guest, comment).status_code for _ in range(2)] == [303, 303]
    Report.objects.update(made_at=timezone.now() - timedelta(minutes=2))
    assert send(guest, comment).status_code == 422
    assert Report.objects.count() == 1
