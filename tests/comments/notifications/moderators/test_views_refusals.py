"""Who may press the button in a mail, and from where."""

from datetime import timedelta

import pytest
from django.test import Client

from comments.models import Comment, Decision
from comments.notifications.moderators.links import DECIDE
from tests.comments.notifications.moderators.links_pressed import everything_stored, link
from tests.make import make_article, make_comment, make_reason
from tests.test_privacy import EMAIL, IP, leaks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_a_forged_link_is_not_found(guest, comment, user, method):
    good = link(comment, user)
    other = make_comment(make_article("Another"), "Another.", status="held")
    before = everything_stored()
    for forged in (
        good.replace("approve", "trash"),
        good.replace(f"/{comment.pk}.", f"/{other.pk}."),
        good.replace(f"/{comment.pk}.", f"/{comment.article_id + 1000}."),
        "/comments/decide/x/",
        "/comments/decide/%00%FF%D9%A1/",
        f"/comments/decide/{'9' * 3000}/",
    ):
        assert getattr(guest, method)(forged).status_code == 404, forged
    assert "This link is not one of ours" in guest.get(good.replace("approve", "spam")).text
    assert everything_stored() == before


def test_an_expired_link_says_so(guest, comment, user, monkeypatch):
    address = link(comment, user)
    monkeypatch.setattr(DECIDE, "lifetime", timedelta(seconds=-1))
    for answer in (guest.get(address), guest.post(address)):
        assert answer.status_code == 410
        assert "This link has expired" in answer.text
        assert "Farrukh" not in answer.text
    comment.refresh_from_db()
    assert comment.status == "held"


@pytest.mark.parametrize("lost", ["permission", "is_staff", "is_active", "account"])
def test_who_moderates_no_more_decides_nothing_and_sees_nothing(guest, comment, user, lost):
    address = link(comment, user)
    if lost == "permission":
        user.user_permissions.clear()
    elif lost == "account":
        user.delete()
    else:
        setattr(user, lost, False)
        user.save()
    for answer in (guest.get(address), guest.post(address)):
        assert answer.status_code == 403
        assert "does not moderate comments any more" in answer.text
        assert "Farrukh" not in answer.text
    comment.refresh_from_db()
    assert comment.status == "held"


def test_a_comment_that_vanished_is_gone(guest, comment, user):
    address = link(comment, user)
    Decision.objects.filter(comment=comment)._raw_delete("default")
    Comment.objects.filter(pk=comment.pk).delete()
    for answer in (guest.get(address), guest.post(address)):
        assert answer.status_code == 410
        assert "The comment is not here any more" in answer.text


def test_a_comment_that_vanishes_under_the_button_is_gone(guest, comment, user, monkeypatch):
    address = link(comment, user)

    def vanish(*_args, **_how):
        raise Comment.DoesNotExist

    monkeypatch.setattr("comments.models.comment.decide", vanish)
    assert guest.post(address).status_code == 410


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_post_from_elsewhere_changes_nothing(comment, user, headers):
    answer = Client(headers=headers).post(link(comment, user))
    assert answer.status_code == 403
    assert "sent from another site" in answer.text
    assert "Approve</button>" in answer.text
    comment.refresh_from_db()
    assert comment.status == "held"


def test_the_link_is_followed_from_a_mail_on_another_site(comment, user):
    webmail = Client(headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"})
    assert webmail.get(link(comment, user)).status_code == 200


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(guest, comment, user, method):
    assert getattr(guest, method)(link(comment, user)).status_code == 405


def test_the_page_is_private_and_leads_nowhere(guest, comment, user):
    address = link(comment, user)
    for answer in (guest.get(address), guest.get("/comments/decide/x/"), guest.post(address)):
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Referrer-Policy"] == "same-origin"
        assert "Cache-Tag" not in answer
        assert not answer.cookies


def test_the_page_never_shows_the_address_of_the_reader(guest, comment, user):
    message = "Found: %(found)s."
    for found in (
        EMAIL,
        EMAIL.lower(),
        "secret-host.example",
        IP,
        "203.0.113.0/24",
        "203.0.0.0/16",
    ):
        make_reason(comment, message=message, details={"found": found})
    address = link(comment, user)
    for answer in (guest.get(address), guest.post(address), guest.post(address)):
        assert "Found: …." in answer.text
        assert not leaks(answer)
        assert "203.0." not in answer.text


def test_the_page_speaks_the_language_of_the_browser(guest, comment, user):
    page = guest.get(link(comment, user), headers={"Accept-Language": "fa,en;q=0.5"})
    assert '<html lang="fa" dir="rtl">' in page.text
    assert page["Content-Language"] == "fa"


def test_the_page_asks_few_questions(guest, comment, user, django_assert_max_num_queries):
    address = link(comment, user)
    with django_assert_max_num_queries(8):
        guest.get(address)
