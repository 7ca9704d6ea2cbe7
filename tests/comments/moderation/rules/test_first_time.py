from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model

from comments.moderation import Outcome
from comments.moderation.rules.first_time import FirstTime
from tests.comments.moderation.submissions import make_submission
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db

KEY = uuid4()


@pytest.mark.parametrize(
    ("status", "kept", "proven", "passes"),
    [
        ("approved", KEY, KEY, True),
        ("approved", KEY, uuid4(), False),
        ("approved", KEY, None, False),
        ("approved", None, None, False),
        ("held", KEY, KEY, False),
        ("spam", KEY, KEY, False),
        ("trash", KEY, KEY, False),
    ],
)
def test_only_a_browser_with_an_approved_comment_passes(status, kept, proven, passes):
    make_comment(make_article(), status=status, browser_key=kept)
    findings = FirstTime().check(make_submission(proven_key=proven))
    assert [finding.outcome for finding in findings] == ([] if passes else [Outcome.HOLD])


def test_staff_pass():
    staff = get_user_model()(is_staff=True)
    assert not list(FirstTime().check(make_submission(staff=staff)))
