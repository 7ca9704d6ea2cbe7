from uuid import uuid4

import pytest

from comments.models import Comment
from comments.moderation.rules.duplicate import Duplicate
from comments.moderation.submission import Submission
from tests.comments.moderation.submissions import make_submission
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db

NETWORK, KEY = "203.0.113.0/24", uuid4()


@pytest.fixture
def said() -> Comment:
    earlier = make_submission("Is 5 < 6 & true? See https://x.tj")
    return make_comment(
        earlier.article,
        earlier.text,
        status="held",
        fingerprint=earlier.fingerprint,
        network=NETWORK,
        browser_key=KEY,
    )


def again(said: Comment, text: str = "", **fields) -> Submission:
    fields = {"article": said.article, "network": NETWORK} | fields
    return make_submission(text or said.source, **fields)


@pytest.mark.parametrize(
    ("text", "fields", "refused"),
    [
        ("", {}, True),
        ("", {"name": "Somebody else"}, True),
        ("", {"email": "else@example.org"}, True),
        ("", {"email": "FARRUKH@EXAMPLE.ORG", "name": "Else"}, True),
        ("", {"name": "Somebody else", "network": "198.51.100.0/24"}, False),
        ("", {"name": "Somebody else", "network": ""}, False),
        ("", {"name": "Else", "email": "else@example.org", "proven_key": KEY}, True),
        ("", {"name": "Else", "email": "else@example.org", "proven_key": uuid4()}, False),
        ("", {"name": "Somebody else", "email": "else@example.org"}, False),
        ("is 5 < 6 &  true?\nSee https://X.TJ", {}, True),
        ("Is ５ < ６ & true? See https://x.tj", {}, True),
        ("Is 5 > 6 & true? See https://x.tj", {}, False),
    ],
)
def test_the_same_words_of_the_same_person_are_refused(said, text, fields, refused):
    findings = list(Duplicate().check(again(said, text, **fields)))
    assert [finding.answer for finding in findings] == ([409] if refused else [])


def test_the_same_words_elsewhere_are_no_duplicate(said):
    assert not list(Duplicate().check(again(said, article=make_article())))
    parent = make_comment(said.article, "Something else")
    assert not list(Duplicate().check(again(said, parent=parent)))


def test_what_lies_in_the_trash_may_be_said_again(said):
    said.trash(by=None)
    assert not list(Duplicate().check(again(said)))


def test_what_was_said_without_proof_is_nobody_elses(said):
    Comment.objects.update(browser_key=None)
    assert not list(Duplicate().check(again(said, name="Else", email="else@example.org")))
