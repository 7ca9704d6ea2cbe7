import pytest

from comments.moderation import Outcome
from comments.moderation.rules.links import TooManyLinks
from tests.comments.moderation.submissions import make_submission

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "held_for"),
    [
        ("no link", None),
        ("https://a.tj https://b.tj", None),
        ("https://a.tj https://b.tj https://c.tj", "https://c.tj"),
        ("https://a.tj https://a.tj https://a.tj", None),
        ("www.a.tj www.b.tj www.c.tj/x?y=1&z=2", "www.c.tj/x?y=1&z=2"),
        ('<a href="https://a.tj">1</a> https://b.tj https://c.tj', "https://c.tj"),
        ("mailto:a@a.tj a@a.tj b@b.tj c@c.tj", None),
        ('<a href="mailto:a@a.tj">1</a> https://a.tj https://b.tj', None),
        ("<pre>https://a.tj https://b.tj https://c.tj</pre>", None),
    ],
)
def test_more_different_web_links_than_allowed_are_held(text, held_for):
    findings = list(TooManyLinks(allowed=2).check(make_submission(text)))
    if held_for is None:
        assert not findings
    else:
        (finding,) = findings
        assert finding.outcome is Outcome.HOLD
        assert finding.details == {"links": 3, "allowed": 2}
        assert text[finding.span.start : finding.span.end] == held_for
