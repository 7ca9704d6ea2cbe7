import pytest

from tests.comments.moderation.submissions import make_submission
from tests.make import make_article


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("Well said.", "  WELL\n said. ", True),
        ("ﬁne", "fine", True),
        ("café", "cafe\u0301", True),
        ("a & b", "a &amp; b", False),
        ("Yes", "Yes!", False),
    ],
)
def test_a_fingerprint_overlooks_case_width_and_spacing(one, other, equal):
    article = make_article()
    fingerprints = {make_submission(text, article=article).fingerprint for text in (one, other)}
    assert (len(fingerprints) == 1) is equal
