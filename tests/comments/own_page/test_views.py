import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.signing import get_cookie_signer
from django.test import Client
from django.utils import timezone

from blog.models import Article
from comments import commenter_cookie
from comments.models import Comment, Decision, Erasure, Reader, Subscription
from comments.notifications.readers.links import CONFIRM, OWN
from comments.notifications.readers.tasks import mail_readers
from comments.own_page.link import send_link
from tests.make import (
    make_article,
    make_comment,
    make_many_comments,
    make_reason,
    make_staff,
    vanish,
)

pytestmark = pytest.mark.django_db

ASK = "/comments/mine/"
ADDRESS = "Zarina@example.org"
KEY = uuid4()


@pytest.fixture
def comment():
    comment = make_comment(
        make_article("The summit"),
        "What I <b>said</b>.",
        name="Zarina",
        email=ADDRESS,
        ip="203.0.113.9",
        network="203.0.113.0/24",
        user_agent="Firefox 1",
    )
    make_reason(comment, message="A secret reason.")
    comment.notes.create(by=make_staff("Moderator", "nigora"), text="A secret note.")
    return comment


@pytest.fixture
def reader(comment):
    return Reader.objects.create(email=ADDRESS, email_folded=ADDRESS.casefold(), language="en")


def at(reader, part=""):
    return f"{ASK}{OWN.token(reader.pk)}/{part}"


def assert_private(answer):
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "same-origin"
    assert not answer.cookies


def test_a_link_is_mailed_to_who_has_commented_and_leads_to_the_page(guest, comment):
    answer = guest.post(ASK, {"email": "ZARINA@example.org"})
    assert "a mail with a link goes there" in answer.text
    assert_private(answer)
    mail_readers.call()
    [letter] = mail.outbox
    assert letter.to == ["ZARINA@example.org"]
    address = next(word for word in letter.body.split() if word.startswith("http://testserver/"))
    page = guest.get(address.removeprefix("http://testserver"))
    assert "What I <b>said</b>." in page.text
    assert_private(page)


def test_who_has_not_commented_gets_the_same_answer_and_no_mail(guest, comment):
    known = guest.post(ASK, {"email": ADDRESS})
    stranger = guest.post(ASK, {"email": "nobody@example.org"})
    assert known.content == stranger.content
    mail_readers.call()
    assert [letter.to for letter in mail.outbox] == [[ADDRESS]]
    assert not Reader.objects.filter(email="nobody@example.org").exists()


@pytest.mark.parametrize(("is_confirmed", "hours"), [(True, 1), (False, 6)])
def test_a_link_is_mailed_seldom_most_of_all_to_who_never_asked(
    reader, monkeypatch, is_confirmed, hours
):
    Reader.objects.update(confirmed_at=timezone.now() if is_confirmed else None)
    now = timezone.now()
    for minutes, mails in ((0, 1), (1, 1), (hours * 60 - 1, 1), (hours * 60 + 2, 2)):
        later = now + timedelta(minutes=minutes)
        monkeypatch.setattr(timezone, "now", lambda later=later: later)
        send_link(ADDRESS, "en")
        mail_readers.call()
        assert len(mail.outbox) == mails


@pytest.mark.parametrize(
    "typed", ["", "no address", "a\r\nBcc: b@example.org", "x" * 300 + "@a.tj"]
)
def test_what_is_no_address_is_given_back(guest, typed):
    answer = guest.post(ASK, {"email": typed})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert not Reader.objects.exists()


def test_a_body_that_is_too_large_is_told_so(guest):
    assert guest.post(ASK, {"email": "x" * 1_100_000}).status_code == 413


def test_another_site_asks_for_nothing(comment):
    client = Client(headers={"Sec-Fetch-Site": "cross-site"})
    answer = client.post(ASK, {"email": ADDRESS})
    assert answer.status_code == 403
    assert ADDRESS in answer.text
    assert not Reader.objects.exists()


def keep_key(client, comment):
    """Let the comment be from this browser, which was remembered."""
    Comment.objects.filter(pk=comment.pk).update(browser_key=KEY)
    client.cookies[commenter_cookie.NAME] = get_cookie_signer(commenter_cookie.NAME).sign(str(KEY))


def test_the_page_shows_what_is_held_and_nothing_of_the_moderators(guest, reader, comment):
    Subscription.objects.create(reader=reader, article=comment.article)
    keep_key(guest, comment)
    page = guest.get(at(reader)).text
    for shown in (ADDRESS, "203.0.113.9", "Firefox 1", "published", "The summit", "All comments"):
        assert shown in page
    for hidden in ("secret", "nigora"):
        assert hidden not in page


def test_the_file_holds_all_of_it(guest, reader, comment):
    comment.trash(by=make_staff("Moderator", "bahrom"))
    keep_key(guest, comment)
    answer = guest.get(at(reader, "data.json"))
    assert_private(answer)
    assert answer["Content-Disposition"] == 'attachment; filename="my-data.json"'
    held = json.loads(answer.content)
    assert held["address"] == ADDRESS
    [told] = held["comments"]
    assert (told["text"], told["stands"]) == ("What I <b>said</b>.", "not published")
    assert told["sent_from"] == {
        "ip_address": "203.0.113.9",
        "network": "203.0.113.0/24",
        "browser": "Firefox 1",
        "browser_key": str(KEY),
    }
    assert len(told["decisions"]) == 2
    assert "secret" not in answer.text
    assert "bahrom" not in answer.text


def test_who_typed_the_address_on_a_comment_is_not_betrayed_to_its_owner(guest, reader, comment):
    keep_key(guest, comment)
    key = uuid4()
    other = make_comment(
        comment.article,
        "It was not me.",
        email=ADDRESS,
        ip="198.51.100.7",
        network="198.51.100.0/24",
        user_agent="Secret 1",
        browser_key=key,
    )
    page, held = (guest.get(at(reader, part)).text for part in ("", "data.json"))
    for text in (page, held):
        assert "It was not me." in text
        assert "203.0.113.9" in text
        assert "known to be yours" in text
        for hidden in ("198.51.100", "Secret 1", str(key)):
            assert hidden not in text
    vanish(other)
    assert "known to be yours" not in guest.get(at(reader)).text


def test_the_browser_in_which_the_address_was_confirmed_is_known(reader, comment):
    for key, same_browser, is_shown in (
        (KEY, False, False),
        (KEY, True, True),
        (None, True, False),
    ):
        Subscription.objects.all().delete()
        Comment.objects.update(browser_key=key)
        Subscription.objects.create(
            reader=reader, article=comment.article, comment=comment, same_browser=same_browser
        )
        assert ("203.0.113.9" in Client().get(at(reader)).text) is is_shown


def test_one_subscription_or_all_can_be_ended_and_mail_can_come_once_a_day(guest, reader, comment):
    first, _second = (
        Subscription.objects.create(reader=reader, article=article)
        for article in (comment.article, make_article())
    )
    assert "We write no more" in guest.post(at(reader), {"end": first.pk}).text
    assert Subscription.objects.count() == 1
    assert "mail comes like that" in guest.post(at(reader), {"how": "daily"}).text
    reader.refresh_from_db()
    assert reader.how == "daily"
    guest.post(at(reader), {"end": "all"})
    assert not Subscription.objects.exists()


def test_nobody_ends_what_is_another_s(guest, reader, comment):
    other = Reader.objects.create(email="b@b.tj", email_folded="b@b.tj", language="en")
    theirs = Subscription.objects.create(reader=other, article=comment.article)
    guest.post(at(reader), {"end": theirs.pk})
    assert Subscription.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"end": "x"}, {"end": "9" * 30}, {"how": "never"}])
def test_what_is_no_button_changes_nothing(guest, reader, sent):
    assert guest.post(at(reader), sent).status_code == 422


@pytest.mark.parametrize("how", ["anonymise", "remove"])
def test_a_reader_is_forgotten_by_one_button_on_a_page_of_its_own(guest, reader, comment, how):
    page = guest.get(at(reader, f"erase/?how={how}"))
    assert "can't be undone" in page.text.replace("&#x27;", "'")
    assert not Erasure.objects.exists()
    for _twice in range(2):
        answer = guest.post(at(reader, "erase/"), {"how": how})
    assert "You are being forgotten" in answer.text
    erasure = Erasure.objects.get()
    assert (erasure.how, erasure.by) == (how, None)


@pytest.mark.parametrize(
    ("first", "said"),
    [("anonymise", "being anonymised already"), ("remove", "being removed already")],
)
def test_the_other_button_says_what_is_under_way(guest, reader, comment, first, said):
    other = {"anonymise": "remove", "remove": "anonymise"}[first]
    assert "already" not in guest.post(at(reader, "erase/"), {"how": first}).text
    assert "already" not in guest.post(at(reader, "erase/"), {"how": first}).text
    assert said in guest.post(at(reader, "erase/"), {"how": other}).text
    assert Erasure.objects.get().how == first


def test_an_article_that_is_not_public_is_not_named(guest, reader, comment):
    Subscription.objects.create(reader=reader, article=comment.article)
    Article.objects.update(status="withdrawn")
    page = guest.get(at(reader)).text
    assert "The summit" not in page
    assert comment.article.slug not in page
    assert page.count("an article that is not published any more") == 2


@pytest.mark.parametrize(("number", "more"), [(100, False), (101, True)])
def test_the_page_says_when_there_are_more_than_it_shows(guest, reader, number, more):
    article = make_article()
    make_many_comments(article, number - 1, email=ADDRESS, email_folded=ADDRESS.casefold())
    for comment in Comment.objects.filter(article=article):
        Decision.objects.create(comment=comment, to_status="approved")
    page = guest.get(at(reader)).text
    assert page.count('class="comment depth-1"') == 100
    assert ("all of them are in the file" in page) is more


def test_after_it_the_link_leads_to_nothing(guest, reader):
    address = at(reader)
    reader.delete()
    answer = guest.get(address)
    assert answer.status_code == 410
    assert "Nothing is held about this address." in answer.text


@pytest.mark.parametrize("part", ["", "data.json", "erase/?how=remove"])
def test_forged_expired_and_borrowed_links_are_told_apart(guest, reader, monkeypatch, part):
    address = at(reader, part)
    for token in ("x", f"{OWN.token(reader.pk)}x", CONFIRM.token(reader.pk)):
        assert guest.get(f"{ASK}{token}/{part}").status_code == 404
    later = timezone.now() + timedelta(hours=1, minutes=1)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    answer = guest.get(address)
    assert answer.status_code == 410
    assert "too old" in answer.text


@pytest.mark.parametrize(("part", "sent"), [("", {"end": "all"}), ("erase/", {"how": "remove"})])
def test_another_site_presses_no_button(reader, comment, part, sent):
    Subscription.objects.create(reader=reader, article=comment.article)
    client = Client(headers={"Origin": "https://elsewhere.example"})
    answer = client.post(at(reader, part), sent)
    assert answer.status_code == 403
    assert Subscription.objects.exists()
    assert not Erasure.objects.exists()


def test_looking_at_every_page_changes_nothing(guest, reader, comment):
    for part in ("", "data.json", "erase/?how=remove", "erase/?how=anonymise"):
        for method in (guest.get, guest.head):
            assert method(at(reader, part)).status_code == 200
    assert not Erasure.objects.exists()
    assert guest.get(at(reader, "erase/?how=burn")).status_code == 404


def test_the_page_costs_the_same_however_many_comments(
    guest, reader, comment, django_assert_max_num_queries
):
    for _ in range(20):
        make_comment(comment.article, email=ADDRESS)
    with django_assert_max_num_queries(9):
        guest.get(at(reader))
