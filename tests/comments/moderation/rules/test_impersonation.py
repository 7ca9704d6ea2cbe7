import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.moderation import Outcome
from comments.moderation.rules.impersonation import Impersonation
from tests.comments.moderation.submissions import make_submission
from tests.make import make_article, make_author

pytestmark = pytest.mark.django_db


def judged(name: str, **fields) -> list:
    return list(Impersonation().check(make_submission(name=name, **fields)))


@pytest.fixture
def newsroom():
    users = get_user_model().objects
    users.create(username="zarina", first_name="Zarina", last_name="Karimova", is_staff=True)
    users.create(username="moderator", is_staff=True)
    users.create(username="reader.of.everything", first_name="Nigora", last_name="Saidova")
    make_author("Фарҳод Раҳимзода Назарӣ")
    make_author("Редакция")
    make_author("Али")


@pytest.mark.parametrize(
    ("typed", "whose"),
    [
        ("Zarina Karimova", "Zarina Karimova"),
        ("ZARINA  KARIMOVA", "Zarina Karimova"),
        ("Zаrіnа Kаrіmоvа", "Zarina Karimova"),  # Cyrillic look-alikes
        ("Zar1na Karim0va", "Zarina Karimova"),
        ("Zarina\u200d Karimova", "Zarina Karimova"),
        ("Karimova Zarina", "Zarina Karimova"),
        ("Z.Karimova", None),
        ("ZarinaKarimova", "Zarina Karimova"),
        ("Zarina Karimova ✔", "Zarina Karimova"),
        ("Zarina Karimova (editor)", "Zarina Karimova"),
        ("Editor Zarina Karimova", "Zarina Karimova"),
        ("Zarina", None),
        ("Karimova", None),
        ("Zarina Rustamova", None),
        ("Moderator", "moderator"),
        ("m o d e r a t o r", "moderator"),
        ("The moderator", None),
        ("Фарҳод Раҳимзода Назарӣ", "Фарҳод Раҳимзода Назарӣ"),
        ("Фарход Рахимзода Назари", "Фарҳод Раҳимзода Назарӣ"),
        ("Назарӣ Фарҳод Раҳимзода", "Фарҳод Раҳимзода Назарӣ"),
        ("Редакция", "Редакция"),
        ("PEДAKЦИЯ", "Редакция"),
        ("Али", None),
        ("Nigora Saidova", None),  # no member of staff
        ("Madina", None),
        ("✔", None),
    ],
)
def test_a_guest_with_a_name_of_the_newsroom_is_held(newsroom, typed, whose):
    findings = judged(typed)
    if whose is None:
        assert not findings
    else:
        (finding,) = findings
        assert finding.outcome is Outcome.HOLD
        assert finding.details == {"name": whose}
        span = finding.span
        assert (span.field, span.start, span.end) == ("name", 0, len(typed))


def test_a_short_name_is_held_under_an_article_of_its_author_alone():
    ali = make_author("Али")
    assert judged("Aли", article=make_article(authors=[ali]))[0].details == {"name": "Али"}
    assert not judged("Али", article=make_article(authors=[make_author("Zarina Karimova")]))
    assert not judged("Мадина", article=make_article(authors=[ali]))


@pytest.mark.parametrize(
    ("byline", "typed", "whose"),
    [
        ("Asia-Plus", "Asia Plus", "Asia-Plus"),
        ("Reuters, Ali Rahimov and Ann", "Ali Rahimov", "Ali Rahimov"),
        ("Reuters, Ali Rahimov and Ann", "REUTERS", "Reuters"),
        ("Reuters, Ali Rahimov and Ann", "ann", "Ann"),
        ("Reuters, Ali Rahimov and Ann", "Ali", None),
        ("", "Ali", None),
    ],
)
def test_the_byline_of_the_article_counts(byline, typed, whose):
    findings = judged(typed, article=make_article(byline=byline))
    assert [finding.details["name"] for finding in findings] == ([whose] if whose else [])


def test_staff_pass(newsroom):
    assert not judged("Zarina Karimova", staff=get_user_model()(is_staff=True))


def test_most_replies_cost_no_question(newsroom):
    for name, many in (("Madina", 2), ("Madina", 0), ("Zarina Karimova", 0), ("Али", 1)):
        submission = make_submission(name=name)
        with CaptureQueriesContext(connection) as queries:
            list(Impersonation().check(submission))
        assert len(queries) == many


def test_the_longest_names_are_looked_at(newsroom):
    assert not judged("a " * 122)
    assert not judged("а1" * 122)
