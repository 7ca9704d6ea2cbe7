from datetime import timedelta

import pytest
from django.utils import timezone

from comments.closing import takes_replies
from tests.make import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("open_", "age", "close_after", "taken"),
    [
        (True, 1000, 0, True),
        (True, 13, 14, True),
        (True, 14, 14, False),
        (False, 0, 0, False),
        (False, 0, 14, False),
    ],
)
def test_an_article_closes_by_the_editor_or_by_the_clock(settings, open_, age, close_after, taken):
    settings.COMMENTS_CLOSE_AFTER_DAYS = close_after
    published = timezone.now() - timedelta(days=age)
    assert takes_replies(make_article(published_at=published, comments_open=open_)) is taken
