from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment, Decision, Reason, Tally
from comments.submit import Refused, submit
from tests.at_once import at_once
from tests.comments.moderation.submissions import make_submission
from tests.make import make_article


@pytest.mark.django_db
def test_every_reason_is_kept_with_the_words_that_caused_it():
    comment = submit(make_submission("https://a.tj https://b.tj https://c.tj"))
    reasons = Reason.objects.filter(comment=comment)
    assert [(reason.rule, reason.outcome) for reason in reasons] == [
        ("links", "hold"),
        ("mostly_links", "hold"),
        ("first_time", "hold"),
    ]
    assert reasons[0].setting == "comment_max_links=2"
    assert comment.source[reasons[0].start : reasons[0].end] == "https://c.tj"
    assert list(Decision.objects.get().reasons.all()) == list(reasons)


@pytest.mark.django_db
def test_a_refusal_stores_nothing():
    with pytest.raises(Refused):
        submit(make_submission(article=make_article(comment_status="closed")))
    assert not Comment.objects.exists()
    assert not Decision.objects.exists()
    assert not Tally.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "taken_as_new"),
    [
        ({}, False),
        ({"name": "Else", "email": "else@example.org"}, True),
        ({"ip": "198.51.100.1"}, None),
        ({"later": timedelta(minutes=2)}, None),
    ],
)
def test_a_retry_is_the_same_request_within_a_minute(change, taken_as_new):
    article = make_article()
    first = submit(make_submission(article=article, ip="203.0.113.9"))
    at = timezone.now() + change.pop("later", timedelta(0))
    repeated = make_submission(**({"article": article, "ip": "203.0.113.9", "at": at} | change))
    if taken_as_new is None:
        with pytest.raises(Refused) as refused:
            submit(repeated)
        assert refused.value.finding.answer == 409
    else:
        assert (submit(repeated) != first) is taken_as_new


@pytest.mark.django_db
def test_a_retry_of_what_was_removed_meanwhile_makes_no_second_comment():
    sent = {"article": make_article(), "ip": "203.0.113.9"}
    first = submit(make_submission(**sent))
    first.trash(by=None)
    assert submit(make_submission(**sent)) == first
    assert Comment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_in_two_threads_is_one_comment():
    article = make_article()

    def click() -> int:
        return submit(make_submission(article=article, ip="203.0.113.9")).pk

    assert len(set(at_once(*[click] * 4))) == 1
    assert Comment.objects.count() == Decision.objects.count() == 1
