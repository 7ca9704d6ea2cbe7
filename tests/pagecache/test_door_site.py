"""The door of the site itself."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone

from comments.models import Status
from comments.preview import preview_address
from pagecache.door import PageCache
from pagecache.purging import EVERYTHING
from tests.make import make_article, make_comment

from .asking import ask

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def door(store, open_log):
    door = PageCache(WSGIHandler(), store, open_log())
    door._pause = 0
    return door


def test_an_article_is_kept_until_it_changes(door):
    article = make_article("Before")
    address = article.get_absolute_url()
    assert "Before" in ask(door, address).text
    kept = door.store.get(address)
    for encoding in ("br", "gzip", None):
        assert "Before" in ask(door, address, accept_encoding=encoding).text
    assert door.store.get(address) is kept
    article.title = "Afterwards"
    article.save()
    assert "Afterwards" in ask(door, address).text


def test_an_article_is_kept_until_a_comment_is_approved(door, admin_user):
    comment = make_comment(make_article(), "Not yet.", status=Status.HELD)
    address = comment.article.get_absolute_url()
    assert "Not yet." not in ask(door, address).text
    comment.approve(by=admin_user)
    assert "Not yet." in ask(door, address).text


def test_everybody_gets_the_same_bytes(door, admin_client, admin_user):
    address = make_article().get_absolute_url()
    session = admin_client.cookies["sessionid"].value
    assert SessionStore(session)["_auth_user_id"] == str(admin_user.pk)
    visitors = [
        {},
        {"cookie": f"sessionid={session}; csrftoken=abc"},
        {"cookie": "messages=abc; django_language=ru"},
        {"accept_language": "ru", "user_agent": "Another", "referer": "https://example.org/"},
        {"authorization": "Basic YTpi"},
        {"sec_fetch_site": "cross-site", "origin": "https://example.org"},
    ]
    answers = []
    for visitor in visitors:
        door.store.drop({"*"})
        answers.append(ask(door, address, **visitor))
        answers.append(ask(door, f"{address}?utm_source=x", **visitor))
    assert all(answer == answers[0] for answer in answers)
    assert len(door.store) == 1


def test_a_preview_is_seen_by_its_author_alone(door):
    article = make_article()
    address = article.get_absolute_url()
    texts = ("What Zarina says.", "What Ali says.")
    held = [make_comment(article, text, status=Status.HELD) for text in texts]
    previews = [preview_address(comment).partition("#")[0] for comment in held]
    for _ in range(2):
        for mine, preview in enumerate(previews):
            answer = ask(door, preview, accept_encoding="br")
            assert answer.headers["cache-control"] == "private, no-store"
            assert texts[mine] in answer.text
            assert texts[1 - mine] not in answer.text
        assert not any(text in ask(door, address).text for text in texts)
    assert len(door.store) == 1


def test_pages_that_are_not_there_and_other_methods_are_not_kept(door):
    article = make_article(status="draft")
    assert ask(door, "/2026/01/nothing/").status == 404
    assert ask(door, f"/2026/01/{article.slug}/").status == 404
    assert ask(door, "/?page=99").status == 404
    assert ask(door, "/", "POST").status == 405
    assert ask(door, "/healthz").body == b"ok\n"
    assert ask(door, "/admin/").status == 302
    assert len(door.store) == 0


@pytest.mark.parametrize("address", ["/", "/feed/", "/category/tajikistan/", "article"])
def test_a_scheduled_article_appears_whenever_its_moment_comes(door, monkeypatch, address):
    """Even when it comes between two looks at the clock while the page is rendered."""
    written = make_article("Written before", published_at=timezone.now() - timedelta(days=1))
    address = written.get_absolute_url() if address == "article" else address
    moment = timezone.now() + timedelta(days=1)
    make_article("Scheduled", published_at=moment)
    ask(door, address)  # what is made once is made
    looks = 0

    def now():
        nonlocal looks
        looks += 1
        return moment + timedelta(seconds=looks - comes_after - 0.5)

    monkeypatch.setattr(timezone, "now", now)
    for comes_after in range(12):
        door.store.drop({EVERYTHING})
        looks = 0
        page = ask(door, address).text
        kept = door.store.get(address)
        shows_it = "cheduled" in page
        assert shows_it or (kept and kept.until <= moment.timestamp()), comes_after
