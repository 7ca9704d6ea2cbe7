from datetime import timedelta
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from django.core import signing
from django.utils import timezone

from comments import preview
from comments.models import Comment, Discussion
from comments.places import Order
from comments.preview import own_address, preview_address, previewed
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return make_comment(make_article(), "Held.", status="held")


@pytest.fixture
def site():
    return Discussion.current()


def signature(comment):
    return parse_qs(urlsplit(preview_address(comment)).query)["awaiting"][0]


def test_the_link_shows_the_comment_it_is_bound_to(comment, site):
    assert previewed(comment.article, signature(comment), site) == comment


@pytest.mark.parametrize("order", Order)
def test_its_author_stays_in_his_order(client, comment, site, order):
    query = [] if order == Order.OLDEST else [("corder", order)]

    def asked(address):
        return [item for item in parse_qsl(urlsplit(address).query) if item[0] != "awaiting"]

    waiting = own_address(comment, site, order)
    assert asked(waiting) == query
    assert "Held." in client.get(waiting).text
    comment.approve(by=None)
    assert asked(own_address(comment, site, order)) == query
    site.edit_minutes = 0
    site.save()
    answer = client.get(waiting)
    assert answer.status_code == 302
    assert asked(answer["Location"]) == query
    assert "awaiting" not in answer["Location"]


def test_a_forged_or_foreign_signature_shows_nothing(comment, site):
    other = make_comment(comment.article, "Another.", status="held")
    moved = signature(other).replace(str(other.pk), str(comment.pk), 1)
    foreign = signing.TimestampSigner(salt="something.else").sign(str(comment.pk))
    for forged in (moved, foreign, str(comment.pk), "", "x" * 5000, "\0", "1:2:3"):
        assert previewed(comment.article, forged, site) is None


def test_the_link_works_under_its_own_article_only(comment, site):
    assert previewed(make_article(), signature(comment), site) is None


def test_the_link_expires(comment, site, monkeypatch):
    signed = signature(comment)
    monkeypatch.setattr(preview, "LIFETIME", timedelta(seconds=-1))
    assert previewed(comment.article, signed, site)  # it may still be changed
    site.edit_minutes = 0
    monkeypatch.setattr(preview, "LIFETIME", timedelta(seconds=-1))
    assert previewed(comment.article, signed, site) is None


@pytest.mark.parametrize(
    ("verb", "seen"), [("mark_spam", True), ("trash", False), ("approve", True)]
)
def test_a_comment_taken_for_spam_looks_like_any_other(comment, site, verb, seen):
    signed = signature(comment)
    getattr(comment, verb)(by=None)
    assert (previewed(comment.article, signed, site) is not None) is seen


def test_the_form_beside_a_preview_still_says_where_it_comes_from(client, comment):
    policy = client.get(preview_address(comment))["Referrer-Policy"]
    assert policy == "same-origin"  # with "no-referrer" browsers send "Origin: null"


def test_after_the_approval_the_link_leads_to_the_comment(client, comment):
    address = preview_address(comment)
    comment.approve(by=None)
    page = client.get(address)
    assert "Your comment is published." in page.text
    assert page["Cache-Control"] == "private, no-store"
    Comment.objects.update(created_at=timezone.now() - timedelta(minutes=15))
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"] == f"{comment.article.get_absolute_url()}#comment-{comment.pk}"
    assert answer["Cache-Control"] == "private, no-store"


def test_the_link_leads_to_the_page_of_comments_on_which_it_stands(client, comment, settings):
    settings.COMMENTS_THREADS_PER_PAGE = 1
    make_comment(comment.article, "A later one.")
    first = make_comment(comment.article, "The last one.")
    address = own_address(first, Discussion.current())
    assert "?cpage=2&awaiting=" in address
    assert client.get(address).status_code == 200
    moved = client.get(address.replace("cpage=2", "cpage=1"))
    assert moved["Location"] == address


def test_an_expired_link_says_so_and_is_as_private(client, comment, monkeypatch):
    address = preview_address(comment)
    Discussion(pk=1, edit_minutes=0).save()
    monkeypatch.setattr(preview, "LIFETIME", timedelta(seconds=-1))
    page = client.get(address)
    assert "The preview of your comment is over." in page.text
    assert "Held." not in page.text
    assert page["Cache-Control"] == "private, no-store"
