import pytest
from django.contrib.auth import get_user_model

from comments.moderation import Outcome
from comments.moderation.rules.shouting import Shouting
from tests.comments.moderation.submissions import make_submission

pytestmark = pytest.mark.django_db

LOUD = "WHY DOES NOBODY LISTEN TO US"


def judged(text: str, percent: int = 70, **fields) -> list:
    return list(Shouting(percent).check(make_submission(text, **fields)))


@pytest.mark.parametrize(
    ("text", "held_for"),
    [
        ("Why does nobody listen to us?", None),
        (LOUD, LOUD),
        (f"{LOUD}!!!", f"{LOUD}!!!"),
        (f"I ask: {LOUD}, 100 TIMES, since may", f"{LOUD}, 100 TIMES,"),
        ("STOP IT NOW please. WHY DOES NOBODY LISTEN?", "WHY DOES NOBODY LISTEN?"),
        ("ПОЧЕМУ НИКТО НАС НЕ СЛЫШИТ", "ПОЧЕМУ НИКТО НАС НЕ СЛЫШИТ"),
        ("ЧАРО КАСЕ МОРО НАМЕШУНАВАД, ҶАНОБ", "ЧАРО КАСЕ МОРО НАМЕШУНАВАД, ҶАНОБ"),
        ("Почему никто нас не слышит", None),
        ("چرا هیچ کس به ما گوش نمی‌دهد و چرا همیشه همین است", None),
        ("NATO, BBC, UNESCO!", None),  # too few letters
        ("The BBC, NATO, UNESCO, OSCE, CIS, UN and the IMF agree with that.", None),
        ("HTTPS://EXAMPLE.COM/WHY/DOES/NOBODY/LISTEN", None),
        ("see WWW.EXAMPLE.COM/WHY/DOES/NOBODY or WRITE@EXAMPLE.ORG today", None),
        (f"{LOUD} https://example.com/{'why' * 30}", LOUD),
        ("!!!!!!!!!!!!!!!!!!!!!!!! ?????????????????", None),
    ],
)
def test_a_comment_in_capitals_is_held(text, held_for):
    findings = judged(text)
    if held_for is None:
        assert not findings
    else:
        (finding,) = findings
        assert finding.outcome is Outcome.HOLD
        assert text[finding.span.start : finding.span.end] == held_for
        assert finding.setting == "shouting_percent=70"


def test_all_of_it_is_shown_where_markup_stands_between_the_words():
    text = "I ask: WHY <b>DOES</b> NOBODY LISTEN TO US"
    (finding,) = judged(text)
    assert text[finding.span.start : finding.span.end] == text


@pytest.mark.parametrize(
    ("percent", "held"), [(0, False), (49, True), (50, False), (70, False), (100, False)]
)
def test_more_than_the_percentage_is_held_and_zero_switches_it_off(percent, held):
    assert bool(judged("ABCDEFGHIJKL abcdefghijkl", percent)) is held


def test_the_percentage_is_told():
    (finding,) = judged("ABCDEFGHIJKLMNOPQRST abc")
    assert finding.details == {"percent": 87, "allowed": 70}
    assert finding.reason % finding.details == (
        "87 percent of the letters are capitals, 70 are allowed."
    )


def test_staff_pass():
    assert not judged(LOUD, staff=get_user_model()(is_staff=True))


def test_the_longest_comments_are_judged():
    assert judged("A " * 32_700)
    assert judged("A@" * 32_700 + " " + LOUD)
    assert not judged("a@" * 32_700)
