import pytest
from django.contrib.auth import get_user_model

from comments.moderation import Outcome
from comments.moderation.rules.mostly_links import MostlyLinks
from tests.comments.moderation.submissions import make_submission

pytestmark = pytest.mark.django_db


def judged(text: str, percent: int = 50, **fields) -> list:
    return list(MostlyLinks(percent).check(make_submission(text, **fields)))


@pytest.mark.parametrize(
    ("text", "held_for"),
    [
        ("No link.", None),
        ("https://a.tj", "https://a.tj"),
        ("See www.example.org/page", "www.example.org/page"),
        ("This is what was written of it at the time: https://a.tj", None),
        ("Look: https://a.tj/x?y=1&z=2 https://b.tj", "https://a.tj/x?y=1&z=2"),
        ("news <a href='https://a.tj'>news of <b>the day</b></a>", "https://a.tj"),
        ("<a href='https://a.tj/?x=1&amp;y=2'>news of the day</a>", None),  # held without a span
        ("<a href='https://a.tj/very/long/address/of/a/page'>here</a> it stands in full", None),
        ("<a href='mailto:z@example.org'>Write to me</a>, do", "mailto:z@example.org"),
        ("<pre>https://a.tj https://b.tj</pre>", None),
        ("\u200b" * 100 + " https://a.tj", "https://a.tj"),  # unseen padding
        ("\u00a0" * 100 + " https://a.tj", "https://a.tj"),
    ],
)
def test_a_comment_that_is_mostly_links_is_held(text, held_for):
    findings = judged(text)
    if held_for:
        (finding,) = findings
        assert finding.outcome is Outcome.HOLD
        assert text[finding.span.start : finding.span.end] == held_for
        assert finding.setting == "mostly_links_percent=50"
    else:
        assert not any(finding.span for finding in findings)
        assert bool(findings) is ("&amp;" in text)


@pytest.mark.parametrize(
    ("percent", "held"), [(0, False), (49, True), (50, False), (51, False), (100, False)]
)
def test_more_than_the_percentage_is_held_and_zero_switches_it_off(percent, held):
    assert bool(judged("<a href='https://a.tj'>abcd</a> efgh", percent)) is held


def test_the_percentage_is_told():
    (finding,) = judged("<a href='https://a.tj'>abcd</a> xyz")
    assert finding.reason % finding.details == (
        "58 percent of the comment are links, 50 are allowed."
    )


def test_staff_pass():
    assert not judged("https://a.tj", staff=get_user_model()(is_staff=True))
