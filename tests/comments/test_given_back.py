import pytest
from django.test import RequestFactory
from django.utils import translation

from comments.forms import ReplyForm
from comments.given_back import given_back, language_before, unread
from tests.make import make_article, reply_data

POST = "/comments/post/"


@pytest.mark.parametrize(
    ("method", "sent", "status"),
    [
        ("POST", {"CONTENT_LENGTH": "1000"}, None),
        ("POST", {"CONTENT_LENGTH": "x"}, None),
        ("GET", {}, 405),
        ("POST", {"CONTENT_LENGTH": None, "HTTP_TRANSFER_ENCODING": "chunked"}, 411),
        ("POST", {"CONTENT_LENGTH": str(1024 * 1024 + 1)}, 413),
    ],
)
@pytest.mark.django_db
def test_what_is_not_read_gets_a_page(method, sent, status):
    request = RequestFactory().generic(method, POST)
    request.META |= sent
    answer = unread(request)
    assert (answer and answer.status_code) == status


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ("http://testserver/ru/2025/06/x/", "ru"),
        ("http://testserver/2025/06/x/", "en"),
        ("http://testserver/xx/2025/06/x/", "en"),
        ("[", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_that_of_the_page_before(page, language):
    with translation.override("tg"):
        assert language_before(RequestFactory().post(POST, headers={"Referer": page})) == language


@pytest.mark.django_db
def test_a_form_comes_back_with_its_text_and_the_reason():
    article = make_article()
    form = ReplyForm(reply_data(article, article=str(article.pk), comment="a\0b"), article=article)
    form.refuse("Not today.")
    page = given_back(RequestFactory().post(POST), form, 409)
    assert page.status_code == 409
    assert "Not today." in page.text
    assert "\na␀b</textarea>" in page.text
