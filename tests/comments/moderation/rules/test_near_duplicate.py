import csv
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.search.folding import words
from comments.likeness import FEWEST_WORDS
from comments.moderation import Outcome
from comments.moderation.rules.near_duplicate import NearDuplicate
from tests.comments.moderation.submissions import make_submission
from tests.data import shared_data
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db

TEXT = (
    "Dear readers, our shop beside the bazaar sells the best telephones in town at half the "
    "price that others ask, come and see them before the week is over"
)
PERSIAN = "من فکر می‌کنم که این خبر برای مردم شهر ما بسیار مهم است و باید همه آن را بخوانند"


def judged(text: str, percent: int = 80, days: int = 30, **fields) -> list:
    return list(NearDuplicate(percent, days).check(make_submission(text, **fields)))


@pytest.mark.parametrize(
    ("before", "text", "percent"),
    [
        (TEXT, TEXT, 100),
        (TEXT, TEXT.upper() + "!!!", 100),
        (TEXT, TEXT.replace("best", "<b>b\u200best</b>"), 100),
        (TEXT, TEXT.replace("best", "worst"), 87),
        (TEXT, f"{TEXT}: https://a.tj", 90),
        (TEXT, f"Hello! {TEXT}", 97),
        (PERSIAN, PERSIAN.replace("ی", "ي").replace("ک", "ك"), 100),
        (TEXT, TEXT.replace("shop", "stall").replace("town", "land").replace("week", "day"), None),
        (TEXT, "Our shop sells telephones, come and see them at the bazaar beside the town", None),
        ("Thank you for this report!", "Thank you for this report!", None),  # too short
        ("", TEXT, None),
    ],
)
def test_the_same_text_with_small_changes_is_held(before, text, percent):
    earlier = make_comment(make_article(), before, status="spam", name="Else", email="e@e.tj")
    findings = judged(text)
    if percent is None:
        assert not findings
    else:
        (finding,) = findings
        assert finding.outcome is Outcome.HOLD
        assert finding.details == {"percent": percent, "comment": earlier.pk, "status": "spam"}
        assert finding.reason % finding.details == (
            f"The same to {percent} percent as comment {earlier.pk}."
        )
        assert finding.setting == "near_duplicate_percent=80"


@pytest.mark.parametrize(("percent", "held"), [(0, False), (87, True), (88, False)])
def test_it_is_held_from_the_percentage_on_and_zero_switches_it_off(percent, held):
    make_comment(make_article(), TEXT)
    assert bool(judged(TEXT.replace("best", "worst"), percent)) is held


@pytest.mark.parametrize("status", ["approved", "held", "spam", "trash"])
def test_the_same_reader_repeats_himself_too_whatever_became_of_it(status):
    key = uuid4()
    make_comment(make_article(), TEXT, status=status, browser_key=key)
    assert judged(TEXT, proven_key=key, browser_key=key)[0].details["status"] == status


@pytest.mark.parametrize(
    ("age", "days", "held"), [(29, 30, True), (31, 30, False), (31, 40, True), (0, 0, False)]
)
def test_what_was_said_long_ago_may_be_said_again(age, days, held):
    make_comment(make_article(), TEXT, created_at=timezone.now() - timedelta(days=age))
    assert bool(judged(TEXT, days=days)) is held


def test_whoever_quotes_what_he_answers_passes():
    parent = make_comment(make_article(), TEXT)
    quotation = f"<blockquote>{TEXT}</blockquote>I agree!"
    assert not judged(quotation, article=parent.article, parent=parent)
    assert judged(quotation, article=parent.article)
    other = make_comment(parent.article, TEXT)
    (finding,) = judged(quotation, article=parent.article, parent=parent)
    assert finding.details["comment"] == other.pk


def test_an_edited_comment_is_found_by_what_it_says_now():
    comment = make_comment(make_article(), TEXT)
    comment.edit(by=get_user_model().objects.create(username="z"), why="", source=PERSIAN)
    assert not judged(TEXT)
    assert judged(PERSIAN)


def test_staff_pass():
    make_comment(make_article(), TEXT)
    assert not judged(TEXT, staff=get_user_model()(is_staff=True))


def test_most_replies_cost_one_question_and_short_ones_none():
    make_comment(make_article(), TEXT)
    for text, many in (("Well said.", 0), (PERSIAN, 1), (TEXT, 2)):
        submission = make_submission(text)
        with CaptureQueriesContext(connection) as queries:
            list(NearDuplicate().check(submission))
        assert len(queries) == many


def test_the_longest_comments_are_compared_by_their_beginning():
    long = " ".join(f"word{number}" for number in range(8_000))[:65_525]
    make_comment(make_article(), long)
    assert judged(long[:60_000])[0].details["percent"] == 100


def test_campaigns_are_found_in_real_comments_and_what_people_say_is_not():
    """TubeSpam (Alberto, Lochter, Almeida 2015): comments labelled by people."""
    names = ("01-9bZkp7q19f0", "07-KQ6zr6kCPj8")
    files = [shared_data(f"youtube-spam/{name}.csv") for name in names]
    article, held, texts = make_article(), {"0": 0, "1": 0}, {"0": [], "1": []}
    for file in files:
        with file.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                text, label = unescape(row["CONTENT"]), row["CLASS"]
                if len(words(text)) < FEWEST_WORDS:
                    continue
                held[label] += bool(judged(text, article=article))
                texts[label].append(text)
                make_comment(article, text)
    assert held["1"] >= 1
    assert held["0"] <= len(texts["0"]) / 50
    campaign = [text for text in texts["1"] if len(text.split()) >= 15]
    again = [f"Hi! {text} {number}" for number, text in enumerate(campaign)]
    found = sum(bool(judged(text, article=article)) for text in again)
    assert found >= 0.95 * len(again) > 50
