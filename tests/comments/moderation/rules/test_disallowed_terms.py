import pytest

from comments.moderation import Outcome
from comments.moderation.rules.disallowed_terms import DisallowedTerms
from comments.moderation.rules.held_terms import HeldTerms
from tests.comments.moderation.submissions import make_submission
from tests.make import make_term

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "term", "text", "found"),
    [
        ("word", "casino", "An online casino here", "casino"),
        ("word", "casino", "Casinos everywhere", None),
        ("prefix", "casin", "Casinos everywhere", "Casin"),
        ("prefix", "casin", "Mycasino", None),
        ("substring", "casino", "Mycasinos", "casino"),
        ("phrase", "free money", "It is FREE,\nmoney!", "FREE,\nmoney"),
        ("phrase", "free money", "Free of money", None),
    ],
)
def test_disallowed_terms_are_spam_in_each_kind_of_match(kind, term, text, found):
    make_term(term, kind=kind, outcome="disallow")
    submission = make_submission(text)
    assert not list(HeldTerms().check(submission))
    findings = list(DisallowedTerms().check(submission))
    assert [(finding.outcome, finding.setting) for finding in findings] == (
        [(Outcome.SPAM, f"term={term} ({kind})")] if found else []
    )
    for finding in findings:
        assert text[finding.span.start : finding.span.end] == found


def test_every_term_that_is_found_is_kept():
    for term in ("one", "two", "three"):
        make_term(term, outcome="disallow")
    findings = DisallowedTerms().check(make_submission("three two one"))
    assert [finding.details["term"] for finding in findings] == ["three", "two", "one"]
