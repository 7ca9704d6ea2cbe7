import pytest
from django.contrib.auth import get_user_model

from comments.moderation import Outcome
from comments.moderation.rules.hidden_characters import HiddenCharacters
from tests.comments.moderation.submissions import make_submission

pytestmark = pytest.mark.django_db

WALES = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"


def judged(text: str, **fields) -> list:
    return list(HiddenCharacters().check(make_submission(text, **fields)))


@pytest.mark.parametrize(
    "text",
    [
        "Well said.",
        "Ҷавоб додам, ташаккур.",
        "نمی‌دانم",
        "می\u200c\u200cروم",  # typed twice
        "کتاب‌ها را خواندم\u200c.",
        "PDF‌ها و iPhone‌های ۱۰‌ساله",
        "ه\u200d",  # an abbreviation: the letter in its joining form
        "क\u094d\u200dष",
        "שלום\u200f!",
        "\u200eabc\u200e \u061c12",
        "\ufeffWell said.",
        "Do\u00adnau\u00addampf\u00adschiff",
        "สวัสดี\u200bครับ",
        "❤️ ☎︎ ™️ ‼️ 1️⃣ #️⃣ ©️",
        "👍🏽 👩‍👩‍👧 👩🏽‍⚕️ 🏳️‍🌈 👁️‍🗨️ ❤️‍🔥 🧔‍♂️ 🇹🇯",
        f"{WALES}!",
        "葛\U000e0100城",
        "⠓⠑⠇⠇⠕⠀⠺⠕⠗⠇⠙",
    ],
)
def test_what_languages_and_emoji_need_passes(text):
    assert not judged(text)


@pytest.mark.parametrize(
    ("text", "hidden", "named"),
    [
        ("abc\u202edef", "\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("tel. \u202a+992\u202c", "\u202a", "U+202A LEFT-TO-RIGHT EMBEDDING"),
        ("a\u2067b", "\u2067", "U+2067 RIGHT-TO-LEFT ISOLATE"),
        ("vi\u200bagra", "\u200b", "U+200B ZERO WIDTH SPACE"),
        ("vi\u200dagra", "\u200d", "U+200D ZERO WIDTH JOINER"),
        ("ка\u200cзино", "\u200c", "U+200C ZERO WIDTH NON-JOINER"),
        ("من\u200c\u200c\u200c ", "\u200c", "U+200C ZERO WIDTH NON-JOINER"),
        ("a\u00ad\u00adb", "\u00ad\u00ad", "U+00AD SOFT HYPHEN"),
        ("a \u00adb", "\u00ad", "U+00AD SOFT HYPHEN"),
        ("Well said.\ufeff", "\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\ufeff\ufeffWell", "\ufeff\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("a\ufe0fb", "\ufe0f", "U+FE0F VARIATION SELECTOR-16"),
        ("❤\ufe0f\U000e0101", "\U000e0101", "U+E0101 VARIATION SELECTOR-18"),
        ("😀\U000e0068\U000e0068", "\U000e0068\U000e0068", "U+E0068 TAG LATIN SMALL LETTER H"),
        ("\u3164", "\u3164", "U+3164 HANGUL FILLER"),
        ("\u2800", "\u2800", "U+2800 BRAILLE PATTERN BLANK"),
        ("a\u2060\u2061\u2062\u2063b", "\u2060\u2061\u2062\u2063",
         "U+2060 WORD JOINER, U+2061 FUNCTION APPLICATION, U+2062 INVISIBLE TIMES, …"),
        ("a\u2065", "\u2065", "U+2065"),
    ],
)  # fmt: skip
def test_what_hides_or_reorders_is_held(text, hidden, named):
    finding = judged(text)[0]
    assert finding.outcome is Outcome.HOLD
    assert text[finding.span.start : finding.span.end] == hidden
    assert finding.details == {"characters": named}
    assert not finding.setting


def test_the_name_is_looked_at_too():
    (finding,) = judged("Well said.", name="Фар\u200dрух")
    assert (finding.span.field, finding.span.start, finding.span.end) == ("name", 3, 4)


def test_a_few_findings_are_enough():
    assert len(judged("a\u200b" * 100)) == 3


def test_staff_pass():
    assert not judged("a\u200bb", staff=get_user_model()(is_staff=True))


@pytest.mark.parametrize("text", ["\u2800", "\u200c", "\U000e0067", "ا\u200c\u200c", "\u00ad"])
def test_the_longest_comments_are_judged(text):
    judged((text * 65_525)[:65_525])
