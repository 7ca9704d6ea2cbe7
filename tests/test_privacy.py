"""Promises 2 and 6: the address never leaves, nothing hidden leaks."""

import hashlib
import logging

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from comments.models import Comment, Status
from tests.make import make_article, make_author, make_category, make_comment, make_tag, reply_data
from tests.surfaces import addresses, routes

pytestmark = pytest.mark.django_db

EMAIL = "Gulnora.Private@Secret-Host.example"
IP = "203.0.113.77"
SAMPLES = [
    EMAIL,
    "gulnora.private",
    "secret-host",
    IP,
    "203.0.113",
    *(
        digest
        for typed in (EMAIL, EMAIL.lower(), IP)
        for digest in (
            hashlib.md5(typed.encode()).hexdigest(),
            hashlib.sha1(typed.encode()).hexdigest(),
            hashlib.sha256(typed.encode()).hexdigest(),
        )
    ),
]


def make_site(**fields):
    article = make_article(
        "The summit",
        category=make_category(),
        tags=[make_tag()],
        authors=[make_author()],
        **fields,
    )
    private = {"email": EMAIL, "ip": IP, "network": "203.0.113.0/24", "user_agent": "Secret/1.0"}
    comment = make_comment(article, "Approved words.", name="Gulnora", **private)
    make_comment(article, "A reply.", parent=comment, name="Gulnora", **private)
    for status in (Status.HELD, Status.SPAM, Status.TRASH):
        make_comment(
            article, f"Words that are {status}.", name=f"Name {status}", status=status, **private
        )
    return article, comment


def everything_in(answer) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{headers}\n{answer.cookies}\n{answer.text}"


def leaks(answer) -> list[str]:
    said = everything_in(answer).casefold()
    return [sample for sample in SAMPLES if sample.casefold() in said]


def test_the_walk_meets_every_public_route():
    walked = list(routes())
    assert len(walked) > 20
    for route in ("", "feed/json/", "comments/post/", "<year:year>/<month:month>/<slug:slug>/"):
        assert route in walked


def test_no_public_address_gives_away_an_email_or_ip_address(client):
    article, comment = make_site()
    for address in addresses(article, comment):
        answer = client.get(address)
        assert not leaks(answer), address
        assert "Secret/1.0" not in everything_in(answer), address


def test_no_public_address_shows_a_hidden_comment(client):
    article, comment = make_site()
    for address in addresses(article, comment):
        said = everything_in(client.get(address))
        for status in (Status.HELD, Status.SPAM, Status.TRASH):
            assert f"Words that are {status}" not in said, address
            assert f"Name {status}" not in said, address


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"status": "withdrawn"}])
def test_no_public_address_shows_a_hidden_article_or_its_comments(client, fields):
    from django.utils import timezone

    article, comment = make_site(published_at=timezone.now(), **fields)
    for address in addresses(article, comment):
        said = everything_in(client.get(address))
        assert "The summit" not in said, address
        assert "Approved words" not in said, address


def test_no_answer_to_a_reply_gives_away_anybody_elses_address(guest, settings):
    article, comment = make_site()
    settings.COMMENTS_FLOOD_SECONDS = 15
    for fields in (
        {"parent": comment.pk, "comment": ""},
        {"parent": comment.pk},
        {"comment": "Approved words.", "name": "Gulnora"},
        {"comment": "Too fast."},
    ):
        assert not leaks(guest.post("/comments/post/", reply_data(article, **fields)))


def test_a_preview_does_not_show_the_address_either(guest):
    article = make_article()
    answer = guest.post("/comments/post/", reply_data(article, email=EMAIL))
    preview = guest.get(answer["Location"])
    assert "awaits moderation" in preview.text
    assert not leaks(answer)
    assert not leaks(preview)


@pytest.fixture
def log(caplog):
    """Everything that is logged, by loggers that pass nothing on as well."""
    faults = logging.getLogger("django.request")
    faults.addHandler(caplog.handler)
    with caplog.at_level("DEBUG"), caplog.at_level("DEBUG", "django.request"):
        yield caplog
    faults.removeHandler(caplog.handler)


def test_a_fault_is_logged_with_its_traceback_and_without_what_was_typed(guest, log, monkeypatch):
    def fail(submission):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("comments.views.submit", fail)
    guest.raise_request_exception = False
    answer = guest.post("/comments/post/", reply_data(make_article(), email=EMAIL))
    assert answer.status_code == 500
    assert "RuntimeError: the disk is full" in log.text
    assert EMAIL not in log.text
    assert "Ташаккур" not in log.text


def test_no_log_line_holds_an_address(guest, log):
    article, comment = make_site()
    guest.post("/comments/post/", reply_data(article, email=EMAIL))
    guest.post("/comments/post/", reply_data(article, email=EMAIL, comment=""))
    Client(headers={"Origin": "https://evil.example"}).post(
        "/comments/post/", reply_data(article, email=EMAIL)
    )
    guest.get(f"/comments/{comment.pk}/")
    logged = "\n".join(
        record.getMessage() for record in log.records if record.name != "django.db.backends"
    )
    assert "Unprocessable Entity: /comments/post/" in logged
    assert EMAIL not in logged
    assert "127.0.0.1" not in logged


def test_a_page_calls_no_other_host(client):
    article, comment = make_site()
    for address in addresses(article, comment):
        page = client.get(address)
        if page["Content-Type"].startswith("text/html"):
            for attribute in ('src="', 'rel="stylesheet" href="', 'rel="icon" href="'):
                for reference in page.text.split(attribute)[1:]:
                    assert reference.startswith("/static/"), address


def test_admin_is_closed_to_strangers_and_to_staff_without_rights(client):
    make_site()
    comment = Comment.objects.first()
    get_user_model().objects.create_user("reporter", password="x", is_staff=True)
    desk = [
        "/admin/comments/comment/",
        f"/admin/comments/comment/{comment.pk}/change/",
        "/admin/blog/article/",
    ]
    for address in desk:
        assert client.get(address).status_code == 302
    client.login(username="reporter", password="x")
    for address in desk:
        assert client.get(address).status_code == 403
