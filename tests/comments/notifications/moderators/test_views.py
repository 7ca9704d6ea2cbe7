"""What stands behind the links of a mail to a moderator."""

from functools import partial

import pytest
from django.test import Client

from comments.models import Decision, Discussion
from comments.notifications.moderators.links import Verb
from comments.second_thoughts.revise import revise
from tests.at_once import at_once
from tests.comments.notifications.moderators.links_pressed import (
    everything_stored,
    link,
    make_moderator,
)
from tests.make import make_reason

pytestmark = pytest.mark.django_db


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


@pytest.mark.django_db(transaction=True)
def test_two_links_pressed_at_the_same_time_are_one_decision(comment, user):
    other = make_moderator("rustam")
    links = [link(comment, who, verb) for who in (user, other) for verb in Verb]

    def press(address):
        return Client(headers={"Sec-Fetch-Site": "same-origin"}).post(address).status_code

    answers = at_once(*[partial(press, address) for address in links])
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
