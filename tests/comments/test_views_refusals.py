"""comments/views.py: each refusal gives the form back with the text."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comments.models import Comment
from tests.make import make_article, make_comment, reply_data

pytestmark = pytest.mark.django_db

POST = "/comments/post/"


@pytest.fixture
def article():
    return make_article("The summit")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("comment", None, "Please type your comment."),
        ("comment", "", "Please type your comment."),
        ("comment", " \r\n\t ", "Please type your comment."),
        ("comment", "\u200b\u2060", "Please type your comment."),
        ("comment", "x" * 65_526, "65526 characters long; 65525 are possible"),
        ("comment", "a\0b", "There is a null character in this text"),
        ("name", None, "Please type your name."),
        ("name", "\u202e\u200b", "Please type your name."),
        ("name", "x" * 246, "246 characters long; 245 are possible"),
        ("name", "a\0b", "There is a null character in this text"),
        ("name", "MADINA@example.org", "leave your email address out of it"),
        ("email", None, "Please type your email address."),
        ("email", "madina", "This is not a complete email address"),
        ("email", "madina@example.org\r\nBcc: x@y.org", "This is not a complete email address"),
        ("email", "x" * 95 + "@x.org", "101 characters long; 100 are possible"),
        ("website", "javascript:alert(1)", "This is not a web address"),
        ("website", "ftp://example.org", "This is not a web address"),
        ("website", "https://bank.tj@evil.tj", "This is not a web address"),
        ("website", "https://e.org/?of=madina@example.org", "leave your email address out of it"),
        ("website", "https://e.org/" + "\u202e" * 100, "This is not a web address"),
        ("website", "https://example.org/" + "x" * 200, "characters long; 200 are possible"),
    ],
)
def test_a_wrong_field_gives_the_form_back_with_the_text(guest, article, field, value, message):
    answer = guest.post(POST, reply_data(article, **{field: value}))
    assert answer.status_code == 422
    assert message in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert f'aria-describedby="{field}_error"' in answer.text
    assert f'id="{field}_error"' in answer.text
    assert re.search(rf'<(input|textarea)[^>]* name="{field}"[^>]* autofocus', answer.text)
    if field != "comment":
        assert "Ташаккур барои хабар." in answer.text
    assert "\0" not in answer.text
    assert not Comment.objects.exists()


@pytest.mark.parametrize("parent", ["", "999"])
def test_the_focus_is_in_one_place(guest, article, parent):
    answer = guest.post(POST, reply_data(article, parent=parent, name="", email=""))
    assert answer.status_code == (404 if parent else 422)
    assert answer.text.count("autofocus") == 1


def test_the_focus_is_on_the_first_of_several_errors(guest, article):
    answer = guest.post(POST, reply_data(article, comment="", name="", email=""))
    assert answer.text.count("autofocus") == 1
    assert re.search(r'<textarea[^>]* name="comment"[^>]* autofocus', answer.text)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
    ],
)
def test_a_foreign_origin_is_refused_and_the_text_is_kept(article, headers):
    answer = Client(headers=headers).post(POST, reply_data(article))
    assert answer.status_code == 403
    assert "Ташаккур барои хабар." in answer.text
    assert not Comment.objects.exists()


def test_a_closed_article_refuses_and_gives_the_text_back(guest, article):
    article.comment_status = "closed"
    article.save()
    answer = guest.post(POST, reply_data(article))
    assert answer.status_code == 403
    assert "Ташаккур барои хабар." in answer.text
    assert 'id="commentform"' not in guest.get(article.get_absolute_url()).text


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "withdrawn"},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_an_article_that_is_not_public_takes_nothing_and_tells_nothing(guest, fields):
    answer = guest.post(POST, reply_data(make_article("Secret plans", **fields)))
    assert answer.status_code == 404
    assert "Secret plans" not in answer.text
    assert "Ташаккур барои хабар." in answer.text
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("referer", "language"), [("http://x.tj/fa/2025/06/a/", "fa"), ("http://[", "en"), ("", "en")]
)
def test_who_wrote_to_a_withdrawn_article_is_answered_in_its_language(guest, referer, language):
    data = reply_data(make_article(language="fa", status="withdrawn"))
    answer = guest.post(POST, data, headers={"Referer": referer})
    assert answer.status_code == 404
    assert f'<html lang="{language}"' in answer.text


@pytest.mark.parametrize("wrong", [None, "", "x", "-1", "1 OR 1=1", "9" * 40, "²", "٣", "\0"])
def test_an_article_that_does_not_exist_is_not_found(guest, article, wrong):
    assert guest.post(POST, reply_data(article, article=wrong)).status_code == 404


def test_a_parent_must_be_approved_and_of_the_same_article(guest, article):
    parents = [
        make_comment(make_article(), "Elsewhere").pk,
        make_comment(article, "Held", status="held").pk,
        make_comment(article, "Spam", status="spam").pk,
        999_999,
        "x",
        "9" * 40,
    ]
    for parent in parents:
        answer = guest.post(POST, reply_data(article, parent=parent))
        assert answer.status_code == 404, parent
        assert "Ташаккур барои хабар." in answer.text
        assert '<input type="hidden" name="parent" id="parent">' in answer.text
    assert Comment.objects.count() == 3


def test_threads_are_five_deep_and_no_deeper(guest, article):
    parent = None
    for _ in range(5):
        parent = make_comment(article, parent=parent)
    answer = guest.post(POST, reply_data(article, parent=parent.pk))
    assert answer.status_code == 422
    assert "any deeper" in answer.text
    assert "Ташаккур барои хабар." in answer.text
    assert guest.post(POST, reply_data(article, parent=parent.parent.pk)).status_code == 303


def test_the_same_thing_said_twice_is_refused(guest, article):
    guest.post(POST, reply_data(article, comment="Well said."))
    Comment.objects.update(created_at=timezone.now() - timedelta(hours=1))
    answer = guest.post(POST, reply_data(article, comment="WELL   SAID."))
    assert answer.status_code == 409
    assert "WELL   SAID." in answer.text


def test_markup_around_nothing_is_given_back(guest, article):
    answer = guest.post(POST, reply_data(article, comment="<b> </b><p></p>"))
    assert answer.status_code == 422
    assert "There is nothing to see" in answer.text
    assert "&lt;b&gt; &lt;/b&gt;" in answer.text


def test_a_long_reply_that_is_refused_is_not_even_rendered(guest, article, settings, monkeypatch):
    settings.COMMENTS_FLOOD_SECONDS = 15
    guest.post(POST, reply_data(article))

    def render(text):
        raise AssertionError("rendered")

    monkeypatch.setattr("comments.moderation.submission.render", render)
    assert guest.post(POST, reply_data(article, comment="<b>" * 20_000)).status_code == 429


def test_too_fast_is_told_to_wait_and_keeps_the_text(guest, article, settings):
    settings.COMMENTS_FLOOD_SECONDS = 15
    guest.post(POST, reply_data(article))
    answer = guest.post(POST, reply_data(article, comment="And another thing."))
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 15
    assert "And another thing." in answer.text
    assert f"again in {answer['Retry-After']} s" in answer.text


def test_the_answer_speaks_the_language_of_the_article(guest):
    article = make_article("Хабар", language="fa")
    answer = guest.post(POST, reply_data(article, comment=""))
    assert '<html lang="fa" dir="rtl">' in answer.text
    assert answer["Content-Language"] == "fa"


def test_what_is_wrong_with_a_reply_as_a_whole_is_said_once(guest, article):
    for _ in range(2):
        answer = guest.post(POST, reply_data(article, email="another@example.org"))
        guest = Client(headers={"Sec-Fetch-Site": "same-origin", "User-Agent": "Another"})
    assert answer.status_code == 409
    assert answer.text.count("said that already") == 1
