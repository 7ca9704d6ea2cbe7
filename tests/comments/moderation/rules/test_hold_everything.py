import pytest

from comments.moderation import Outcome
from comments.moderation.rules.hold_everything import HoldEverything
from tests.comments.moderation.submissions import make_submission
from tests.make import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("status", "staff", "outcomes"),
    [
        ("held", None, [Outcome.HOLD]),
        ("held", object(), []),
        ("open", None, []),
        ("", None, []),
        ("closed", None, []),
    ],
)
def test_every_reply_is_held_where_somebody_has_set_that(status, staff, outcomes):
    submission = make_submission(article=make_article(comment_status=status), staff=staff)
    found = list(HoldEverything().check(submission))
    assert [finding.outcome for finding in found] == outcomes
    assert all(finding.setting == "comment_status=held" for finding in found)
