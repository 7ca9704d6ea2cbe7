import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from comments.models import Comment, Decision
from tests.make import make_article, make_comment, reply_data

pytestmark = pytest.mark.django_db

POST = "/comments/post/"


@pytest.fixture
def article():
    return make_article("The summit")


def follow(client, answer):
    return client.get(answer["Location"])


def test_a_reply_is_held_and_its_author_sees_a_preview(guest, article):
    answer = guest.post(POST, reply_data(article))
    comment = Comment.objects.get()
    assert answer.status_code == 303
    assert comment.status == "held"
    assert comment.source == "Ташаккур барои хабар."
    preview = follow(guest, answer)
    assert "Your comment awaits moderation." in preview.text
    assert "Ташаккур барои хабар." in preview.text
    assert "Ташаккур" not in guest.get(article.get_absolute_url()).text


def test_a_preview_is_kept_out_of_caches_and_indexes(guest, article):
    preview = follow(guest, guest.post(POST, reply_data(article)))
    assert preview["Cache-Control"] == "private, no-store"
    assert preview["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in preview.text


def test_the_first_decision_and_its_reasons_are_kept(guest, article):
    guest.post(POST, reply_data(article))
    decision = Decision.objects.get()
    assert (decision.from_status, decision.to_status, decision.by) == ("", "held", None)
    assert [reason.rule for reason in decision.reasons.all()] == ["first_time"]
    assert [str(reason) for reason in Comment.objects.get().reasons.all()] == [
        "No approved comment from this browser yet."
    ]


def test_who_was_approved_before_in_this_browser_is_published_at_once(guest, article):
    guest.post(POST, reply_data(article, remember="on"))
    cookie = guest.cookies["commenter"]
    assert cookie["path"] == "/comments/"
    assert cookie["httponly"]
    Comment.objects.get().approve(by=None)
    answer = guest.post(POST, reply_data(article, comment="Боз ман."))
    second = Comment.objects.get(source="Боз ман.")
    assert second.status == "approved"
    assert answer["Location"] == f"{article.get_absolute_url()}#comment-{second.pk}"
    assert "Боз ман." in follow(guest, answer).text


def test_no_cookie_is_set_unless_the_box_was_ticked(guest, article):
    assert not guest.post(POST, reply_data(article)).cookies


def test_unticking_the_box_forgets_the_browser(guest, article):
    guest.post(POST, reply_data(article, remember="on"))
    answer = guest.post(POST, reply_data(article, comment="Again."))
    assert answer.cookies["commenter"]["max-age"] == 0
    assert Comment.objects.get(source="Again.").browser_key is None


def test_a_name_and_an_address_of_somebody_known_prove_nothing(guest, article):
    make_comment(article, name="Farrukh", email="farrukh@example.org")
    guest.post(POST, reply_data(article, name="Farrukh", email="farrukh@example.org"))
    assert Comment.objects.latest("pk").status == "held"


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


@pytest.mark.parametrize("letters", ["x" * 65_525, "ҷ" * 65_525, "😀" * 65_525])
def test_lengths_are_counted_in_characters(guest, article, letters):
    answer = guest.post(POST, reply_data(article, comment=letters, name="ҷ" * 245))
    assert answer.status_code == 303
    assert Comment.objects.get().source == letters


@pytest.mark.parametrize(
    "typed", ["5 < 6 and 7 > 3", "a & b", r"C:\new", "👩‍👩‍👧", "می‌خواهم", " two\nlines "]
)
def test_what_was_typed_is_stored_as_typed(guest, article, typed):
    guest.post(POST, reply_data(article, comment=typed.replace("\n", "\r\n")))
    assert Comment.objects.get().source == typed


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


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_reply_from_here_or_from_a_client_without_these_headers_is_taken(article, headers):
    assert Client(headers=headers).post(POST, reply_data(article)).status_code == 303


def test_staff_are_recognised_and_published_at_once(admin_user, article):
    browser = Client(headers={"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"})
    browser.force_login(admin_user)
    browser.post(POST, reply_data(article))
    comment = Comment.objects.get()
    assert comment.user == admin_user
    assert comment.status == "approved"


def test_staff_are_not_recognised_when_nothing_vouches_for_the_origin(admin_client, article):
    admin_client.post(POST, reply_data(article))
    comment = Comment.objects.get()
    assert comment.user is None
    assert comment.status == "held"


def test_a_closed_article_refuses_and_gives_the_text_back(guest, article):
    article.comments_open = False
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


def test_a_website_is_kept_as_an_address(guest, article):
    guest.post(POST, reply_data(article, website='e.org/<b>"x'))
    assert Comment.objects.get().website == "https://e.org/%3Cb%3E%22x"


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


def test_a_body_of_unknown_length_is_not_read(guest, article):
    answer = guest.post(POST, reply_data(article), headers={"Transfer-Encoding": "chunked"},
                        CONTENT_LENGTH=None)  # fmt: skip
    assert answer.status_code == 411
    assert not Comment.objects.exists()


def test_a_double_click_succeeds_quietly_once(guest, article):
    first = guest.post(POST, reply_data(article))
    second = guest.post(POST, reply_data(article))
    assert first.status_code == second.status_code == 303
    assert urlsplit(first["Location"]).fragment == urlsplit(second["Location"]).fragment
    assert Comment.objects.count() == 1
    assert Decision.objects.count() == 1


def test_a_double_click_leaves_the_browser_with_the_key_of_its_comment(guest, article):
    data = reply_data(article, remember="on")
    guest.post(POST, data)
    first = guest.cookies.pop("commenter").value
    guest.post(POST, data)
    Comment.objects.get().approve(by=None)
    guest.post(POST, reply_data(article, comment="Again."))
    assert Comment.objects.latest("pk").status == "approved"
    assert first


def test_too_fast_is_told_to_wait_and_keeps_the_text(guest, article, settings):
    settings.COMMENTS_FLOOD_SECONDS = 15
    guest.post(POST, reply_data(article))
    answer = guest.post(POST, reply_data(article, comment="And another thing."))
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 15
    assert "And another thing." in answer.text
    assert f"again in {answer['Retry-After']} s" in answer.text


def test_whoever_fills_in_the_hidden_field_is_told_nothing(guest, article):
    answer = guest.post(POST, reply_data(article, subject="Buy now"))
    assert answer.status_code == 303
    assert Comment.objects.get().status == "spam"
    assert "Your comment awaits moderation." in follow(guest, answer).text


def test_other_fields_change_nothing(guest, article):
    extra = {"status": "approved", "ip": "1.2.3.4", "user": "1", "html": "<b>", "id": "7"}
    guest.post(POST, reply_data(article, **extra))
    comment = Comment.objects.get()
    assert (comment.status, comment.ip, comment.user) == ("held", "127.0.0.1", None)


def test_a_line_break_in_a_name_is_a_space(guest, article):
    guest.post(POST, reply_data(article, name="Madina\r\nBcc: all@example.org"))
    assert Comment.objects.get().name == "Madina Bcc: all@example.org"


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


def test_the_answer_speaks_the_language_of_the_article(guest):
    article = make_article("Хабар", language="fa")
    answer = guest.post(POST, reply_data(article, comment=""))
    assert '<html lang="fa" dir="rtl">' in answer.text
    assert answer["Content-Language"] == "fa"


def test_a_permalink_leads_to_the_page_where_the_comment_stands(client, article, settings):
    settings.COMMENTS_THREADS_PER_PAGE = 2
    comments = [make_comment(article, f"Number {number}") for number in range(5)]
    reply = make_comment(article, "Late answer", parent=comments[0])
    where = {
        comments[0]: "#comment-",
        comments[2]: "?cpage=2#comment-",
        comments[4]: "?cpage=3#comment-",
        reply: "#comment-",
    }
    for comment, ending in where.items():
        answer = client.get(f"/comments/{comment.pk}/")
        assert answer.status_code == 302
        assert answer["Location"] == f"{article.get_absolute_url()}{ending}{comment.pk}"
        assert comment.source in client.get(answer["Location"]).text


@pytest.mark.parametrize("status", ["held", "spam", "trash"])
def test_a_permalink_of_a_hidden_comment_is_not_found(client, article, status):
    comment = make_comment(article, status=status)
    assert client.get(f"/comments/{comment.pk}/").status_code == 404


def test_a_comment_on_a_withdrawn_article_is_not_found(client, article):
    comment = make_comment(article)
    article.withdraw()
    assert client.get(f"/comments/{comment.pk}/").status_code == 404


def test_taking_a_reply_costs_a_fixed_number_of_queries(
    guest, article, django_assert_max_num_queries, settings
):
    settings.COMMENTS_FLOOD_SECONDS = 15
    for _ in range(20):
        make_comment(article, created_at=timezone.now() - timedelta(minutes=30))
    with django_assert_max_num_queries(16):
        guest.post(POST, reply_data(article))
