import json
from datetime import timedelta

import pytest
from django.utils import timezone

from blog.models import Article
from comments.models import Reader, Subscription, Withdrawal
from comments.own_page.data import comments_of, held_about, is_anything_held, stands
from tests.make import make_article, make_comment, make_reader, make_staff

pytestmark = pytest.mark.django_db

ADDRESS = "zarina@почта.рф"


@pytest.fixture
def comment():
    return make_comment(make_article("The summit"), "What I said.", email=ADDRESS)


def test_what_bears_the_address_in_any_spelling_is_held(comment):
    other = make_comment(comment.article, "More.", email="ZARINA@xn--80a1acny.xn--p1ai")
    for spelling in (ADDRESS, "Zarina@xn--80a1acny.xn--p1ai"):
        assert [*comments_of(spelling)] == [other, comment]
        assert is_anything_held(spelling)
    assert not is_anything_held("zarina@example.org")


def test_of_an_article_that_readers_can_not_open_nothing_is_told(comment):
    reader = make_reader(ADDRESS)
    Subscription.objects.create(reader=reader, article=comment.article)
    assert comment.article.slug in json.dumps(held_about(reader))
    Article.objects.update(status="withdrawn")
    held = held_about(reader)
    assert held["comments"][0]["article"] is held["mail"]["subscriptions"][0]["article"] is None
    assert comment.article.slug not in json.dumps(held)


@pytest.mark.parametrize(
    ("decide", "said"),
    [
        (lambda comment: None, "published"),
        (lambda comment: comment.hold(make_staff()), "waits for a moderator"),
        (lambda comment: comment.mark_spam(make_staff()), "not published"),
        (lambda comment: comment.trash(make_staff()), "not published"),
        (lambda comment: comment.withdraw(), "withdrawn by you"),
        (lambda comment: (comment.trash(None), comment.purge()), "removed for good"),
    ],
)
def test_an_author_is_told_where_the_comment_stands(comment, decide, said):
    decide(comment)
    [told] = comments_of(ADDRESS) if said != "removed for good" else [comment]
    assert stands(told) == said


def test_what_rules_took_for_spam_seems_to_wait_like_the_rest():
    article = make_article()
    for status in ("held", "spam"):
        make_comment(article, "The same.", status=status, email=ADDRESS)
    told = held_about(make_reader(ADDRESS))["comments"]
    for row in told:
        assert row["stands"] == "waits for a moderator"
        assert [step["stands"] for step in row["decisions"]] == ["waits for a moderator"]
    assert "spam" not in json.dumps(told)


def test_requests_for_a_link_to_withdraw_are_held_too(comment):
    asked = timezone.now() - timedelta(hours=1)
    Withdrawal.objects.create(comment=comment, asked_at=asked)
    held = held_about(Reader.objects.create(email=ADDRESS, email_folded=ADDRESS))
    assert held["links_to_withdraw"] == [
        {"comment": comment.pk, "asked": asked.isoformat(), "sent": None}
    ]
