from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.utils import timezone

from comments.models import Comment, Discussion
from comments.second_thoughts.proof import Own, Standing, ends_at, make_proof, owned, standing
from tests.make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return make_comment(make_article())


@pytest.fixture
def site():
    return Discussion.current()


def now_standing(comment, site, later=timedelta(0)):
    stored = Comment.objects.get(pk=comment.pk)
    return standing(stored, site, timezone.now() + later)


def test_a_proof_is_worth_the_comment_it_is_bound_to(comment):
    other = make_comment(comment.article)
    assert owned(make_proof(comment), None) == comment
    assert owned(make_proof(other), None) == other


def test_what_proves_nothing_finds_nothing(comment):
    other = make_comment(comment.article)
    moved = make_proof(other).replace(str(other.pk), str(comment.pk), 1)
    foreign = signing.TimestampSigner(salt="comments.preview", sep=".").sign(str(comment.pk))
    for forged in (moved, foreign, str(comment.pk), "", "x" * 5000, "\0", "1.2.3", "9" * 30, "١"):
        assert owned(forged, None) is None, forged


def test_the_key_of_the_browser_proves_the_same():
    key = uuid4()
    left_here = make_comment(make_article(), browser_key=key)
    elsewhere = make_comment(left_here.article, browser_key=uuid4())
    unknown = make_comment(left_here.article)
    assert owned(str(left_here.pk), key) == left_here
    assert owned(str(elsewhere.pk), key) is None
    assert owned(str(unknown.pk), key) is None
    assert owned(str(unknown.pk), None) is None


def test_the_time_runs_from_when_it_was_written(comment, site):
    assert ends_at(comment, site) == comment.created_at + timedelta(minutes=15)
    assert now_standing(comment, site, timedelta(minutes=14, seconds=50)) is Standing.OPEN
    assert now_standing(comment, site, timedelta(minutes=15)) is Standing.OVER
    site.edit_minutes = 0
    assert now_standing(comment, site) is Standing.OVER


@pytest.mark.parametrize("status", ["approved", "held", "spam"])
def test_what_only_rules_decided_its_author_may_change(status, site):
    comment = make_comment(make_article(), status=status)
    assert now_standing(comment, site) is Standing.OPEN


def approved(comment, by):
    comment.hold(by)
    comment.approve(by)


@pytest.mark.parametrize(
    "judge",
    [
        approved,
        lambda comment, by: comment.trash(by),
        lambda comment, by: comment.undo(comment.hold(by).pk, by),
        lambda comment, by: comment.edit(by, "A slip.", source="Else."),
        lambda comment, by: comment.pick(by),
        lambda comment, by: (comment.pick(by), comment.unpick(by)),
        lambda comment, by: (comment.report(by, "spam"), comment.settle_reports(by)),
    ],
    ids=["approved", "trashed", "undone", "edited", "picked", "unpicked", "kept"],
)
def test_what_somebody_of_the_newsroom_has_decided_on_is_judged(judge, comment, site):
    judge(comment, make_staff("Moderator"))
    assert now_standing(comment, site) is Standing.JUDGED


def test_an_open_report_judges_nothing(comment, site):
    comment.report(make_staff("Moderator"), "spam")
    assert now_standing(comment, site) is Standing.OPEN


def test_what_is_withdrawn_or_emptied_is_so_for_good(comment, site):
    comment.withdraw()
    for later in (timedelta(0), timedelta(days=1)):
        assert now_standing(comment, site, later) is Standing.WITHDRAWN
    Comment.objects.get().purge()
    assert now_standing(comment, site) is Standing.GONE


def test_a_page_offers_what_its_author_can_do(comment, site):
    own = Own.of(comment, site)
    assert own.may_change
    assert owned(own.proof, None) == comment
    comment.report(make_staff("Moderator"), "spam")
    comment.settle_reports(make_staff("Moderator", "zarina"))
    assert not Own.of(comment, site).may_change
    comment.created_at -= timedelta(minutes=16)
    assert Own.of(comment, site) is None
