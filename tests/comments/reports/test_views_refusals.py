"""comments/report_views.py: each refusal says why and gives the note back."""

import re

import pytest
from django.test import Client
from django.utils.html import escape

from comments.models import Comment, Report
from tests.comments.reports.test_views import address, send
from tests.make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db

NOTE = "5 < 6 & <b>so</b>"


@pytest.fixture
def comment():
    return make_comment(make_article("The summit"))


def is_given_back(answer, note: str = NOTE) -> bool:
    assert f"\n{escape(note)}</textarea>" in answer.text
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert "Cache-Tag" not in answer
    return True


@pytest.mark.parametrize("cause", [None, "", "rude", "insult\0", "INSULT", "x" * 10_000])
def test_a_cause_that_is_not_on_the_list(guest, comment, cause):
    answer = send(guest, comment, cause=cause, note=NOTE)
    assert answer.status_code == 422
    assert "Please choose a reason." in answer.text
    assert 'aria-describedby="cause_error"' in answer.text
    assert re.search(r'<input type="radio"[^>]* value="insult"[^>]* autofocus', answer.text)
    assert answer.text.count("autofocus") == 1
    assert is_given_back(answer)
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("note", "shown", "message"),
    [
        ("x" * 10_000, "x" * 10_000, "10000 characters long; 1000 are possible"),
        ("a\0b", "a\u2400b", "There is a null character in this text"),
    ],
)
def test_a_note_that_cannot_be_kept(guest, comment, note, shown, message):
    answer = send(guest, comment, cause="false", note=note)
    assert answer.status_code == 422
    assert message in answer.text
    assert re.search(r'<textarea[^>]* aria-describedby="note_error"[^>]*>', answer.text)
    assert re.search(r"<textarea[^>]* autofocus", answer.text)
    assert re.search(r'value="false"[^>]* checked', answer.text)
    assert is_given_back(answer, shown)
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_report_from_another_site(comment, headers):
    answer = send(Client(headers=headers, enforce_csrf_checks=True), comment, note=NOTE)
    assert answer.status_code == 403
    assert "sent from another site" in answer.text
    assert re.search(r'value="insult"[^>]* checked', answer.text)
    assert is_given_back(answer)
    assert not Report.objects.exists()


def test_a_report_needs_no_token(comment):
    client = Client(headers={"Sec-Fetch-Site": "same-origin"}, enforce_csrf_checks=True)
    assert send(client, comment).status_code == 303


@pytest.mark.parametrize("status", ["held", "spam", "trash", "purged", "gone", "withdrawn"])
def test_what_is_not_public(guest, comment, status):
    if status == "withdrawn":
        comment.article.withdraw()
    elif status == "gone":
        comment.pk += 1000
    else:
        Comment.objects.filter(pk=comment.pk).update(status=status)
    answer = send(guest, comment, note=NOTE)
    assert answer.status_code == 404
    assert "The comment is not here any more" in answer.text
    assert is_given_back(answer)
    assert "Well said" not in answer.text
    for where in (address(comment), f"{address(comment)}?done=1"):
        assert guest.get(where).status_code == 404
    assert not Report.objects.exists()


def test_what_is_removed_while_the_button_is_pressed(guest, comment, monkeypatch):
    moderator = make_staff("Moderator")
    as_it_was = Comment.report_from

    def removed_first(self, *args, **kwargs):
        Comment.objects.get(pk=self.pk).trash(by=moderator)
        return as_it_was(self, *args, **kwargs)

    monkeypatch.setattr(Comment, "report_from", removed_first)
    answer = send(guest, comment, note=NOTE)
    assert answer.status_code == 404
    assert is_given_back(answer)
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("typed", "language"), [("ru", "ru"), ("fa", "fa"), ("xx", "en"), ("en\0", "en"), ("", "en")]
)
def test_what_is_gone_is_told_in_the_language_of_the_form(guest, comment, typed, language):
    comment.article.withdraw()
    answer = send(guest, comment, note="a\0b", language=typed)
    assert f'<html lang="{language}"' in answer.text
    assert answer["Content-Language"] == language
    assert is_given_back(answer, "a\u2400b")


def test_the_form_tells_its_language(guest):
    comment = make_comment(make_article(language="ru"))
    assert '<input type="hidden" name="language" value="ru">' in guest.get(address(comment)).text


def test_a_second_report_from_the_same_network(guest, comment):
    send(guest, comment)
    answer = send(guest, comment, ip="203.0.113.250", note=NOTE)
    assert answer.status_code == 422
    assert "Somebody in your network has reported this comment already" in answer.text
    assert "He calls me a liar." not in answer.text
    assert is_given_back(answer)
    assert Report.objects.get().note == "He calls me a liar."


def test_more_than_twenty_reports_an_hour_from_one_network(guest, comment):
    article = comment.article
    for _ in range(20):
        assert send(guest, make_comment(article)).status_code == 303
    answer = send(guest, comment, ip="203.0.113.77", note=NOTE)
    assert answer.status_code == 429
    assert 3500 < int(answer["Retry-After"]) <= 3600
    assert "Press the button again in 60 minutes." in answer.text
    assert is_given_back(answer)
    assert Report.objects.count() == 20
    assert send(guest, comment, ip="198.51.100.1").status_code == 303


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", b'{"cause": "insult"}', 422),
        ("text/plain", b"cause=insult", 422),
        ("multipart/form-data", b"x", 400),
        ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 1001), 400),
        ("application/x-www-form-urlencoded", b"cause=insult&note=" + b"x" * 3_000_000, 413),
        ("", b"", 422),
    ],
)
def test_what_is_no_form_gets_a_clear_answer(guest, comment, content_type, body, status):
    answer = guest.generic("POST", address(comment), body, content_type=content_type)
    assert answer.status_code == status
    assert "<h1>" in answer.text
    assert not Report.objects.exists()


@pytest.mark.parametrize("pk", ["0", "9" * 18, "9" * 40])
def test_a_number_that_no_comment_has(guest, pk):
    assert guest.get(f"/comments/{pk}/report/").status_code == 404
    assert guest.post(f"/comments/{pk}/report/", {"cause": "insult"}).status_code == 404
