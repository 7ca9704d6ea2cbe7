"""Who may change or withdraw a comment, and from where."""

import pytest
from django.test import Client

from comments.models import Comment, Decision
from comments.second_thoughts.proof import make_proof
from tests.comments.second_thoughts.changing import POST, edit_of, grow_old, stored, withdrawal_of
from tests.make import make_article, make_comment, reply_data
from tests.test_privacy import leaks

pytestmark = pytest.mark.django_db


FROM_ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
]


@pytest.mark.parametrize("page", ["edit", "withdraw"])
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_a_forged_proof_or_that_of_another_comment_is_not_found(guest, comment, page, method):
    other = make_comment(comment.article, "Another.")
    good = make_proof(other)
    for forged in (
        good.replace(f"{other.pk}.", f"{comment.pk}.", 1),
        str(comment.pk),
        "x",
        "%00%FF%D9%A1",
        "9" * 3000,
        make_proof(Comment(pk=999_999)),
    ):
        answer = getattr(guest, method)(f"/comments/own/{forged}/{page}/", {"comment": "Mine!"})
        assert answer.status_code == 404, forged
        if method == "post":
            assert "Mine!</textarea>" in answer.text
    assert stored(comment).source == "Well sad."
    assert Decision.objects.count() == 2


def test_the_browser_that_left_it_needs_no_other_proof(guest, article):
    guest.post(POST, reply_data(article, remember="on"))
    comment = Comment.objects.get()
    address = f"/comments/own/{comment.pk}"
    assert Client().get(f"{address}/edit/").status_code == 404
    assert guest.post(f"{address}/edit/", {"comment": "Mine."}).status_code == 303
    assert stored(comment).source == "Mine."
    assert guest.post(f"{address}/withdraw/").status_code == 200
    assert stored(comment).status == "trash"


@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
def test_a_post_from_elsewhere_changes_nothing(comment, headers):
    other_site = Client(headers=headers)
    changed = other_site.post(edit_of(comment), {"comment": "Hacked."})
    assert changed.status_code == 403
    assert "Hacked.</textarea>" in changed.text
    withdrawn = other_site.post(withdrawal_of(comment))
    assert withdrawn.status_code == 403
    assert "sent from another site" in withdrawn.text
    assert (stored(comment).source, stored(comment).status) == ("Well sad.", "approved")


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(guest, comment, method):
    for address in (edit_of(comment), withdrawal_of(comment)):
        assert getattr(guest, method)(address).status_code == 405


def test_a_body_that_is_too_large_is_refused(guest, comment):
    assert guest.post(edit_of(comment), {"comment": "x" * 1_100_000}).status_code == 413


def test_every_page_is_private_and_shows_no_address(guest, comment):
    addresses = [edit_of(comment), withdrawal_of(comment)]
    answers = [guest.get(address) for address in addresses]
    answers += [guest.post(addresses[0], {"comment": ""}), guest.get("/comments/own/x/edit/")]
    answers += [guest.post(address, {"comment": "Else."}) for address in addresses]
    grow_old(comment)
    answers += [guest.get(address) for address in addresses]
    for answer in answers:
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Referrer-Policy"] == "same-origin"
        assert "Cache-Tag" not in answer
        assert not answer.cookies
        assert not leaks(answer)


def test_the_pages_speak_the_language_of_the_article(guest):
    comment = make_comment(make_article(language="fa"))
    for address in (edit_of(comment), withdrawal_of(comment)):
        page = guest.get(address)
        assert '<html lang="fa" dir="rtl">' in page.text
        assert page["Content-Language"] == "fa"


def test_the_pages_ask_few_questions(guest, comment, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        guest.get(edit_of(comment))
    with django_assert_max_num_queries(9):
        guest.get(withdrawal_of(comment))
