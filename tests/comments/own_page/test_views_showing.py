import json
from uuid import uuid4

import pytest
from django.test import Client

from blog.models import Article
from comments.models import Comment, Decision, Subscription
from tests.comments.own_page.visit import ADDRESS, KEY, assert_private, at, keep_key
from tests.make import (
    make_article,
    make_comment,
    make_many_comments,
    make_staff,
    vanish,
)

pytestmark = pytest.mark.django_db


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


def test_the_page_costs_the_same_however_many_comments(
    guest, reader, comment, django_assert_max_num_queries
):
    for _ in range(20):
        make_comment(comment.article, email=ADDRESS)
    with django_assert_max_num_queries(9):
        guest.get(at(reader))
