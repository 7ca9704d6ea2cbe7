import re

import pytest
from django.test import Client

from comments.models import Comment
from comments.sanitize import render
from tests.make import make_article, make_comment, reply_data

pytestmark = pytest.mark.django_db

PREVIEW = "/comments/preview/"
TYPED = "5 < 6 & <b>bold</b>\r\n\r\nhttps://example.org <script>x</script>"


@pytest.fixture
def article():
    return make_article("The summit")


def whole(article, **fields):
    """What the form sends with its second button, which asks for no name and no address."""
    return reply_data(article, **{"preview": "Preview", "name": "", "email": ""} | fields)


def test_the_preview_is_what_readers_would_see(guest, article):
    piece = guest.post(PREVIEW, {"comment": TYPED})
    assert piece.status_code == 200
    assert piece.text == render(TYPED.replace("\r\n", "\n"))
    guest.post("/comments/post/", reply_data(article, comment=TYPED))
    assert Comment.objects.get().html == piece.text


@pytest.mark.parametrize("typed", ["x" * 10_000, "ҷ" * 10_000, "😀" * 10_000])
def test_ten_thousand_characters_are_shown(guest, typed):
    assert guest.post(PREVIEW, {"comment": typed}).text == f"<p>{typed}</p>"


@pytest.mark.parametrize(
    ("typed", "status", "why"),
    [
        ("", 422, "Please type your comment."),
        (" \u200b", 422, "Please type your comment."),
        ("a\0b", 422, "There is a null character in this text"),
        ("x" * 10_001, 413, "up to 10000 characters, and this text has 10001. You can post it"),
        ("<b>" * 25_000, 413, "This is 75000 characters long; 65525 are possible."),
    ],
    ids=["empty", "nothing to see", "null", "long", "too long to post"],
)
def test_what_can_not_be_shown_is_refused_in_a_plain_sentence(guest, article, typed, status, why):
    piece = guest.post(PREVIEW, {"comment": typed})
    assert piece.status_code == status
    assert re.fullmatch(r"<p>[^<>]+</p>", piece.text)
    assert why in piece.text
    page = guest.post(PREVIEW, whole(article, comment=typed))
    assert page.status_code == status
    assert why in page.text
    assert 'class="preview"' not in page.text
    shown = typed.replace("\r", "").replace("\0", "␀").replace("<", "&lt;").replace(">", "&gt;")
    assert f"\n{shown}</textarea>" in page.text


def test_the_button_shows_the_whole_form_below_the_preview(guest, article):
    fields = {"name": "Мадина", "website": "e.org", "remember": "on", "begun": "token"}
    page = guest.post(PREVIEW, whole(article, comment=TYPED, **fields))
    assert page.status_code == 200
    form = page.text[page.text.index("<form") :]
    assert render(TYPED.replace("\r\n", "\n")) in page.text[: -len(form)]
    assert "&lt;b&gt;bold&lt;/b&gt;" in form
    for part in ('value="Мадина"', 'value="e.org"', 'value="token"', "checked"):
        assert part in form
    assert "is-invalid" not in page.text
    assert "Nothing is posted yet." in page.text
    assert not Comment.objects.exists()


def test_the_preview_of_an_answer_stays_one(guest, article):
    above = make_comment(article, name="Zarina")
    page = guest.post(PREVIEW, whole(article, parent=above.pk)).text
    assert "Leave a Reply to <bdi>Zarina</bdi>" in page
    assert f'name="parent" value="{above.pk}"' in page


def test_who_answers_what_is_gone_hears_of_it_before_posting(guest, article):
    above = make_comment(article, status="held")
    page = guest.post(PREVIEW, whole(article, parent=above.pk))
    assert page.status_code == 404
    assert "The comment you answered is no longer here." in page.text
    assert "Ташаккур барои хабар." in page.text


@pytest.mark.parametrize("headers", [{"Origin": "https://e.tj"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_site_gets_no_preview(article, headers):
    client = Client(headers=headers)
    piece = client.post(PREVIEW, {"comment": "<b>x</b>"})
    page = client.post(PREVIEW, whole(article))
    assert piece.status_code == page.status_code == 403
    assert "<b>" not in piece.text
    assert "sent from another site" in piece.text
    assert "sent from another site" in page.text
    assert "Ташаккур барои хабар." in page.text


@pytest.mark.parametrize("article_id", ["", "0", "999", "x", "9" * 40])
def test_without_a_public_article_the_text_comes_back(guest, article_id):
    page = guest.post(PREVIEW, {"preview": "1", "article": article_id, "comment": "My words"})
    assert page.status_code == 404
    assert "My words" in page.text
    piece = guest.post(PREVIEW, {"article": article_id, "comment": "My words"})
    assert (piece.status_code, piece.text) == (200, "<p>My words</p>")


def test_it_is_said_in_the_language_of_the_article(guest):
    article = make_article(language="ru")
    for sent in ({"article": article.pk}, whole(article, comment="")):
        answer = guest.post(PREVIEW, sent)
        assert answer.status_code == 422
        assert answer["Content-Language"] == "ru"
        assert "Пожалуйста, напишите комментарий." in answer.text


def test_without_an_article_the_page_before_tells_the_language(guest):
    answer = guest.post(PREVIEW, {}, headers={"Referer": "http://testserver/ru/2025/06/x/"})
    assert answer["Content-Language"] == "ru"


def test_it_is_kept_nowhere(guest, article):
    for sent in ({"comment": "x"}, whole(article)):
        answer = guest.post(PREVIEW, sent)
        assert "no-store" in answer["Cache-Control"]
        assert not answer.cookies


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_only_a_post_is_answered(guest, method):
    answer = guest.generic(method, PREVIEW)
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", b'{"comment": "x"}', 422),
        ("application/x-www-form-urlencoded", b"comment=caf%C3%A9+%FF", 200),
        ("application/x-www-form-urlencoded", b"&".join([b"comment=1"] * 1001), 400),
        ("multipart/form-data", b"x", 400),
        ("application/x-www-form-urlencoded", b"comment=" + b"x" * 1_100_000, 413),
    ],
)
def test_what_is_no_form_gets_a_clear_answer(guest, content_type, body, status):
    answer = guest.generic("POST", PREVIEW, body, content_type=content_type)
    assert answer.status_code == status
    assert answer.text.startswith("<")


def test_a_body_of_unknown_length_is_not_read(guest):
    unknown = {"headers": {"Transfer-Encoding": "chunked"}, "CONTENT_LENGTH": None}
    assert guest.post(PREVIEW, {"comment": "x"}, **unknown).status_code == 411


def test_a_preview_costs_two_queries(guest, article, django_assert_num_queries):
    with django_assert_num_queries(2):  # the article and the settings
        guest.post(PREVIEW, {"article": article.pk, "comment": "x"})
    with django_assert_num_queries(4):  # and the sections and house rules of the page
        guest.post(PREVIEW, whole(article))
