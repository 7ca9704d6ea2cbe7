import pytest

from comments.moderation import Outcome
from comments.moderation.rules.honeypot import Honeypot
from tests.comments.moderation.submissions import make_submission

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("typed", "outcomes"), [("", []), ("Buy now", [Outcome.SPAM])])
def test_whoever_fills_in_the_hidden_field_is_spam(typed, outcomes):
    findings = Honeypot().check(make_submission(honeypot=typed))
    assert [finding.outcome for finding in findings] == outcomes
