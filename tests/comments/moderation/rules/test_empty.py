import pytest

from comments.moderation.rules.empty import Empty
from tests.comments.moderation.submissions import make_submission

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("<b></b>", True),
        ("<p> </p>\n<br>", True),
        ("<b>\u200b</b>", True),
        ("<b>.</b>", False),
        ("<script></script>", False),
        ("😀", False),
    ],
)
def test_markup_around_nothing_is_refused(text, refused):
    findings = list(Empty().check(make_submission(text)))
    assert [finding.answer for finding in findings] == ([422] if refused else [])
