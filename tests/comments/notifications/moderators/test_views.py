"""What stands behind the links of a mail to a moderator."""

import threading
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client

from comments.models import Comment, Decision, Discussion
from comments.notifications.moderators.links import DECIDE, Verb, make
from comments.second_thoughts.revise import revise
from tests.make import make_article, make_comment, make_reason
from tests.test_privacy import EMAIL, IP, leaks

pytestmark = pytest.mark.django_db


def make_moderator(name="nigora", **fields):
    user = get_user_model().objects.create_user(name, is_staff=True, **fields)
    user.user_permissions.add(Permission.objects.get(codename="moderate_comment"))
    return user


@pytest.fixture
def user():
    return make_moderator(first_name="Nigora", last_name="Saidova")


@pytest.fixture
def comment():
    article = make_article("The summit")
    above = make_comment(article, "What <b>is</b> it?", name="Madina")
    private = {"email": EMAIL, "ip": IP, "network": "203.0.113.0/24"}
    return make_comment(
        article, "It is <i>this</i>.", name="Farrukh", parent=above, status="held", **private
    )


def link(comment, user, verb=Verb.APPROVE):
    return make(comment, verb, user, comment.last_decision().pk).removeprefix("http://testserver")


def everything_stored():
    """Every row of every table."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
    }


def test_opening_the_link_shows_the_comment_and_one_button(guest, comment, user):
    make_reason(comment, message="%(links)d different links, %(allowed)d are allowed.",
                details={"links": 3, "allowed": 2})  # fmt: skip
    page = guest.get(link(comment, user))
    assert page.status_code == 200
    for text in ("The summit", "Farrukh", "<i>this</i>", "Madina", "What <b>is</b> it?"):
        assert text in page.text
    assert "3 different links, 2 are allowed." in page.text
    assert page.text.count("<button") == page.text.count("<form") == 1
    assert "Approve</button>" in page.text


def test_opening_every_link_changes_nothing(comment, user):
    before = everything_stored()
    for verb in Verb:
        for ask in (Client().get, Client().head, Client(headers={"Purpose": "prefetch"}).get):
            assert ask(link(comment, user, verb)).status_code == 200
    assert everything_stored() == before


@pytest.mark.parametrize(
    ("verb", "status", "said"),
    [
        (Verb.APPROVE, "approved", "The comment is approved"),
        (Verb.SPAM, "spam", "The comment is marked as spam"),
        (Verb.TRASH, "trash", "The comment is in the trash"),
    ],
)
def test_the_button_decides(guest, comment, user, verb, status, said):
    answer = guest.post(link(comment, user, verb))
    assert answer.status_code == 200
    assert said in answer.text
    assert "<button" not in answer.text
    comment.refresh_from_db()
    assert comment.status == status
    assert (comment.last_decision().by, comment.last_decision().via) == (user, "mail")


def test_a_second_use_says_who_decided_what_and_when(guest, comment, user):
    links = [link(comment, user, verb) for verb in Verb]
    guest.post(links[0])
    when = comment.last_decision().made_at
    for address in links:
        for answer, status in ((guest.post(address), 409), (guest.get(address), 200)):
            assert answer.status_code == status
            assert "Somebody has decided already" in answer.text
            assert "Nigora Saidova" in answer.text
            assert "<strong>Approved</strong>" in answer.text
            assert when.strftime("%H:%M") in answer.text
            assert "<button" not in answer.text
    assert Decision.objects.filter(comment=comment).count() == 2


def test_a_decision_at_the_desk_uses_up_every_link(guest, comment, user):
    address = link(comment, user)
    comment.trash(by=make_moderator("rustam"))
    answer = guest.post(address)
    assert answer.status_code == 409
    assert "rustam" in answer.text
    comment.refresh_from_db()
    assert comment.status == "trash"


def test_what_no_person_decided_is_told_by_its_way(guest, comment, user):
    address = link(comment, user)
    comment.trash(by=None, via="retention")
    assert "the clock" in guest.get(address).text


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


def test_an_edited_comment_is_shown_as_it_is_now_and_can_be_decided(guest, comment, user):
    address = link(comment, user)
    comment.edit(by=user, why="A name", source="It is that.")
    assert "It is that." in guest.get(address).text
    assert guest.post(address).status_code == 200


def test_a_comment_on_an_article_that_was_withdrawn_can_be_decided(guest, comment, user):
    address = link(comment, user)
    comment.article.withdraw()
    page = guest.get(address)
    assert "The summit" in page.text
    assert comment.article.get_absolute_url() not in page.text
    assert guest.post(address).status_code == 200


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


@pytest.mark.django_db(transaction=True)
def test_two_links_pressed_at_the_same_time_are_one_decision(comment, user):
    other = make_moderator("rustam")
    links = [link(comment, who, verb) for who in (user, other) for verb in Verb]
    ready = threading.Barrier(len(links))
    answers: list[int] = []

    def press(address):
        try:
            ready.wait()
            client = Client(headers={"Sec-Fetch-Site": "same-origin"})
            answers.append(client.post(address).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(address,)) for address in links]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 409, 409, 409, 409, 409]
    assert Decision.objects.filter(comment=comment, via="mail").count() == 1


def test_a_link_from_before_its_author_changed_the_comment_decides_nothing(guest, comment, user):
    address = link(comment, user)
    revise(comment, "Something else!", Discussion.current())
    answer = guest.post(address)
    assert answer.status_code == 409
    assert "Its author has changed the comment since" in answer.text
    assert "Something else!" in answer.text
    comment.refresh_from_db()
    assert comment.status == "held"
