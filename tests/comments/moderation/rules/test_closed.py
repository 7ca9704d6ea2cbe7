import pytest

from comments.moderation import Outcome
from comments.moderation.rules.closed import Closed
from tests.comments.moderation.submissions import make_submission
from tests.make import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("status", "outcomes"), [("open", []), ("closed", [(Outcome.REFUSE, 403)])]
)
def test_a_reply_to_a_closed_article_is_refused(status, outcomes):
    submission = make_submission(article=make_article(comment_status=status))
    found = [(finding.outcome, finding.answer) for finding in Closed().check(submission)]
    assert found == outcomes
