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
    assert answer["Location"].startswith(f"{article.get_absolute_url()}?awaiting=")
    assert answer["Location"].endswith(f"#comment-{second.pk}")
    assert "Боз ман." in follow(guest, answer).text


@pytest.mark.parametrize("sent", ["newest", "discussed"])
def test_whoever_posts_stays_in_the_order_he_reads_in(guest, article, settings, sent):
    settings.COMMENTS_THREADS_PER_PAGE = 1
    make_comment(article)
    page = guest.get(f"{article.get_absolute_url()}?corder={sent}").text
    assert f'name="corder" value="{sent}"' in page
    answer = guest.post(POST, reply_data(article, corder=sent))
    assert f"?corder={sent}&awaiting=" in answer["Location"]
    given_back = guest.post(POST, reply_data(article, corder=sent, name="")).text
    assert f'name="corder" value="{sent}"' in given_back
    assert f'href="{article.get_absolute_url()}?corder={sent}#respond"' in given_back


def test_an_order_that_is_none_is_no_reason_to_refuse(guest, article):
    answer = guest.post(POST, reply_data(article, corder="x" * 5000))
    assert answer.status_code == 303
    assert "corder" not in answer["Location"]


def test_who_answers_nobody_any_more_stays_on_his_page(client, article, settings):
    settings.COMMENTS_THREADS_PER_PAGE = 1
    one, _two = make_comment(article), make_comment(article)
    address = article.get_absolute_url()
    page = client.get(f"{address}?cpage=2&corder=newest&replytocom={one.pk}").text
    cancel = page[page.index('id="cancel-reply"') :].partition(">")[0]
    assert f'href="{address}?cpage=2&amp;corder=newest#respond"' in cancel


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


def test_a_website_is_kept_as_an_address(guest, article):
    guest.post(POST, reply_data(article, website='e.org/<b>"x'))
    assert Comment.objects.get().website == "https://e.org/%3Cb%3E%22x"


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


def test_whoever_fills_in_the_hidden_field_is_told_nothing(guest, article):
    answer = guest.post(POST, reply_data(article, subject="Buy now"))
    assert answer.status_code == 303
    assert Comment.objects.get().status == "spam"
    assert "Your comment awaits moderation." in follow(guest, answer).text


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


def test_a_permalink_is_kept_in_each_order_and_under_no_other_spelling(client, article):
    address = f"/comments/{make_comment(article).pk}/"
    for query in ("", "?corder=oldest", "?corder=newest", "?corder=discussed"):
        assert "public" in client.get(address + query)["Cache-Control"]
    for query in ("?corder=", "?corder=x", "?corder=Newest", "?corder=newest%20"):
        answer = client.get(address + query)
        assert answer.status_code == 302
        assert "Cache-Control" not in answer


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
    with django_assert_max_num_queries(19):
        guest.post(POST, reply_data(article))
