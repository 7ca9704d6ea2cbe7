"""comments/views.py: what no browser sends gets a clear answer and changes nothing."""

import pytest

from comments.models import Comment
from tests.make import make_article, reply_data

pytestmark = pytest.mark.django_db

POST = "/comments/post/"


@pytest.fixture
def article():
    return make_article("The summit")


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", b'{"comment": ["x"]}', 422),
        ("text/plain", b"comment=x", 422),
        ("application/x-www-form-urlencoded", b"\xff\xfe=%ff%fe&&&=&%zz", 404),
        ("application/x-www-form-urlencoded; charset=utf-7", b"a=b", 400),
        ("multipart/form-data", b"x", 400),
        ("multipart/form-data; boundary=x", b"--x\r\nno headers", 404),
        ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 1001), 400),
        ("", b"", 422),
    ],
)
def test_what_is_no_form_gets_a_clear_answer(guest, content_type, body, status):
    answer = guest.generic("POST", POST, body, content_type=content_type)
    assert answer.status_code == status
    assert "<h1>" in answer.text


def test_broken_utf_8_is_taken_as_far_as_it_can_be_read(guest, article):
    body = (
        f"article={article.pk}&name=Madina&email=m@example.org&comment=caf%C3%A9 %FF%C3 end"
    ).encode()
    answer = guest.generic("POST", POST, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 303
    assert Comment.objects.get().source == "café \ufffd\ufffd end"


def test_arrays_count_as_their_last_value_or_as_nothing(guest, article):
    data = reply_data(article, comment=["one", "two"], name=None) | {"name[]": "Madina"}
    answer = guest.post(POST, data)
    assert answer.status_code == 422
    assert "Please type your name." in answer.text
    assert "two" in answer.text


def test_a_body_of_ten_megabytes_is_too_large(guest, article):
    answer = guest.post(POST, reply_data(article, comment="x" * 10_000_000))
    assert answer.status_code == 413
    assert "Go back" in answer.text


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_only_a_post_is_taken(guest, method):
    answer = guest.generic(method, POST)
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"


def test_a_body_of_unknown_length_is_not_read(guest, article):
    answer = guest.post(POST, reply_data(article), headers={"Transfer-Encoding": "chunked"},
                        CONTENT_LENGTH=None)  # fmt: skip
    assert answer.status_code == 411
    assert not Comment.objects.exists()


def test_other_fields_change_nothing(guest, article):
    extra = {"status": "approved", "ip": "1.2.3.4", "user": "1", "html": "<b>", "id": "7"}
    guest.post(POST, reply_data(article, **extra))
    comment = Comment.objects.get()
    assert (comment.status, comment.ip, comment.user) == ("held", "127.0.0.1", None)


def test_a_line_break_in_a_name_is_a_space(guest, article):
    guest.post(POST, reply_data(article, name="Madina\r\nBcc: all@example.org"))
    assert Comment.objects.get().name == "Madina Bcc: all@example.org"
