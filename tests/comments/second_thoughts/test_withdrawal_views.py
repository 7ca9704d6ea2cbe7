"""Withdrawing a comment by mail, long after it was written."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments.models import Comment, Decision, Discussion, Withdrawal
from comments.second_thoughts.withdrawal_links import WITHDRAW, make
from tests.make import make_article, make_comment, make_staff, vanish
from tests.test_privacy import EMAIL, IP, leaks

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    written = timezone.now() - timedelta(days=400)
    return make_comment(
        make_article("The summit"), "An old word.", name="Farrukh", email=EMAIL, ip=IP,
        created_at=written,
    )  # fmt: skip


def page_of(comment):
    return f"/comments/{comment.pk}/withdraw/"


def link_to(comment):
    return make(comment).removeprefix("http://testserver")


def stored(comment):
    return Comment.objects.get(pk=comment.pk)


def test_the_form_names_a_published_comment_and_asks_for_the_address(guest, comment):
    page = guest.get(page_of(comment))
    assert page.status_code == 200
    assert "Farrukh" in page.text
    assert "The summit" in page.text
    assert 'type="email"' in page.text
    assert not leaks(page)


def test_a_mailbox_of_the_mail_server_itself_gets_no_mail_and_the_same_page(guest, comment):
    own = make_comment(comment.article, "Mine.", email="root@localhost")
    pages = [
        guest.post(page_of(each), {"email": email}).text
        for each, email in ((own, "root@localhost"), (own, "a@example.org"))
    ]
    assert pages[0] == pages[1]
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize("status", ["held", "spam", "trash"])
def test_nobody_learns_which_comments_are_hidden(guest, comment, status):
    hidden = make_comment(comment.article, "Hidden.", name="Hidden", status=status)
    vanished = make_comment(comment.article, "Vanished.", status="held")
    vanish(vanished)
    for ask in (guest.get, lambda address: guest.post(address, {"email": "a@example.org"})):
        pages = [ask(page_of(each)) for each in (hidden, vanished)]
        assert [page.status_code for page in pages] == [200, 200]
        assert pages[0].text == pages[1].text


def test_the_right_address_in_any_case_gets_one_mail_and_every_address_the_same_page(
    guest, comment
):
    pages = [
        guest.post(page_of(comment), {"email": typed})
        for typed in ("wrong@example.org", EMAIL.upper(), EMAIL)
    ]
    assert {page.status_code for page in pages} == {200}
    assert len({page.text for page in pages}) == 1
    assert "a link is on its way to it" in pages[0].text
    [run] = DBTaskResult.objects.all()
    assert run.args_kwargs == {"args": [comment.pk], "kwargs": {}}
    assert not mail.outbox  # the worker's business


def test_the_link_from_the_mail_withdraws_the_comment(guest, comment, transactional_db):
    guest.post(page_of(comment), {"email": EMAIL})
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    [sent] = mail.outbox
    address = next(line for line in sent.body.splitlines() if "/withdraw/" in line)
    page = guest.get(address.removeprefix("http://testserver"))
    assert page.text.count("<button") == page.text.count("<form") == 1
    assert "An old word." in page.text
    assert stored(comment).status == "approved"
    answer = guest.post(address.removeprefix("http://testserver"))
    assert "Your comment is withdrawn" in answer.text
    assert comment.last_decision().is_withdrawal


def test_opening_the_link_changes_nothing(guest, comment):
    for ask in (guest.get, guest.head, Client(headers={"Purpose": "prefetch"}).get):
        assert ask(link_to(comment)).status_code == 200
    assert Decision.objects.count() == 1


def test_a_second_use_says_that_it_is_done_already(guest, comment):
    guest.post(link_to(comment))
    for answer in (guest.post(link_to(comment)), guest.get(link_to(comment))):
        assert answer.status_code == 200
        assert "Your comment was withdrawn already" in answer.text
    assert Decision.objects.count() == 2


def test_what_a_moderator_removed_is_withdrawn_too(guest, comment):
    comment.trash(make_staff("Moderator"))
    assert "Your comment is withdrawn" in guest.post(link_to(comment)).text
    assert comment.last_decision().is_withdrawal


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_a_forged_link_is_not_found(guest, comment, method):
    good = link_to(comment)
    for forged in (
        good.replace(f"/{comment.pk}.", f"/{comment.pk + 1}."),
        "/comments/withdraw/x/",
        "/comments/withdraw/%00%FF%D9%A1/",
        f"/comments/withdraw/{'9' * 3000}/",
    ):
        assert getattr(guest, method)(forged).status_code == 404
    assert Decision.objects.count() == 1


def test_an_expired_link_says_so_and_how_to_get_another(guest, comment, monkeypatch):
    address = link_to(comment)
    monkeypatch.setattr(WITHDRAW, "lifetime", timedelta(seconds=-1))
    for answer in (guest.get(address), guest.post(address)):
        assert answer.status_code == 410
        assert "This link has expired" in answer.text
        assert "An old word." not in answer.text
        assert 'href="/comments/withdraw/"' in answer.text
    assert stored(comment).status == "approved"


@pytest.mark.parametrize("fate", ["emptied", "vanished"])
def test_a_comment_that_is_gone_is_gone(guest, comment, fate):
    address = link_to(comment)
    if fate == "emptied":
        comment.trash(make_staff("Moderator"))
        stored(comment).purge()
    else:
        vanish(comment)
    for answer in (guest.get(address), guest.post(address)):
        assert answer.status_code == 410
        assert "The comment is not here any more" in answer.text


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
def test_a_post_from_elsewhere_changes_and_mails_nothing(comment, headers):
    other_site = Client(headers=headers)
    asked = other_site.post(page_of(comment), {"email": EMAIL})
    assert asked.status_code == 403
    assert not DBTaskResult.objects.exists()
    pressed = other_site.post(link_to(comment))
    assert pressed.status_code == 403
    assert "sent from another site" in pressed.text
    assert stored(comment).status == "approved"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "no address",
        "a@b",
        "x" * 300 + "@example.org",
        "a\0@example.org",
        "a@example.org\r\nBcc: b@example.org",
    ],
)
def test_what_is_no_address_is_given_back(guest, comment, typed):
    answer = guest.post(page_of(comment), {"email": typed})
    assert answer.status_code == 422
    assert not DBTaskResult.objects.exists()
    assert not Withdrawal.objects.exists()


def test_a_comment_without_an_address_is_nobodys(guest, comment):
    Comment.objects.update(email="", email_folded="")
    assert guest.post(page_of(comment), {"email": "a@example.org"}).status_code == 200
    assert guest.post(page_of(comment), {"email": ""}).status_code == 422
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize(
    ("typed", "pk"),
    [
        ("12", 12),
        ("https://news.example/comments/12/", 12),
        ("/2025/06/summit/?cpage=2#comment-12 ", 12),
    ],
)
def test_the_address_of_a_comment_leads_to_its_form(guest, typed, pk):
    answer = guest.get("/comments/withdraw/", {"comment": typed})
    assert answer.status_code == 302
    assert answer["Location"] == f"/comments/{pk}/withdraw/"


def test_what_is_no_address_of_a_comment_is_given_back(guest):
    assert guest.get("/comments/withdraw/").status_code == 200
    answer = guest.get("/comments/withdraw/", {"comment": '<"summit\0'})
    assert answer.status_code == 422
    assert "This is not the address of a comment." in answer.text
    assert "&lt;&quot;summit\u2400" in answer.text


def test_every_page_is_private(guest, comment):
    answers = [guest.get(page_of(comment)), guest.post(page_of(comment), {"email": EMAIL})]
    answers += [guest.get(link_to(comment)), guest.get("/comments/withdraw/x/")]
    answers += [guest.get("/comments/withdraw/"), guest.post(link_to(comment))]
    for answer in answers:
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Referrer-Policy"] == "same-origin"
        assert not answer.cookies
        assert not leaks(answer)


def test_the_pages_speak_the_language_of_the_article(guest):
    comment = make_comment(make_article(language="fa"))
    for address in (page_of(comment), link_to(comment)):
        assert '<html lang="fa" dir="rtl">' in guest.get(address).text


def test_asking_costs_few_queries(guest, comment, django_assert_max_num_queries):
    Discussion.row()
    with django_assert_max_num_queries(15):  # six of them begin and end savepoints
        guest.post(page_of(comment), {"email": EMAIL})
    with django_assert_max_num_queries(9):
        guest.post(page_of(comment), {"email": "wrong@example.org"})
