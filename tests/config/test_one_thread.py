import threading
from concurrent.futures import ThreadPoolExecutor
from threading import Event, get_ident

import pytest
from django.conf import settings
from django.urls import reverse

from config import one_thread as module
from config.one_thread import one_thread
from tests.wsgi import ask

HERE = f"{get_ident()}."
REPLY = "/comments/post/"


class Application:
    """Answers with the thread it is called in; waits where it is told to."""

    def __init__(self) -> None:
        self.began, self.may_end = Event(), Event()
        self.bodies: list[bytes] = []
        self.closed_in: list[int] = []
        self.at_once = self.most_at_once = 0
        self._lock = threading.Lock()

    def __call__(self, environ, start_response):
        with self._lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        if environ["PATH_INFO"] == "/slow/":
            self.began.set()
            assert self.may_end.wait(10)
        if environ["PATH_INFO"] == "/fails/":
            raise ZeroDivisionError
        self.bodies.append(environ["wsgi.input"].read())
        start_response("418 I'm a teapot", [("X-Said", "so")])
        return self._chunks()

    def _chunks(self):
        try:
            yield f"{get_ident()}".encode()
            yield b"."
        finally:
            self.closed_in.append(get_ident())
            with self._lock:
                self.at_once -= 1


class Line:
    """A body that comes in by itself or not at all."""

    def __init__(self, body: bytes, comes: Event | None = None) -> None:
        self.body, self.comes = body, comes

    def read(self, size: int = -1) -> bytes:
        assert self.comes is None or self.comes.wait(10)
        return self.body if size < 0 else self.body[:size]


@pytest.fixture
def application():
    return Application()


@pytest.fixture
def site(application):
    return one_thread(application)


@pytest.fixture
def readers():
    with ThreadPoolExecutor(20) as pool:
        yield pool


@pytest.fixture
def slow(application, site, readers):
    """A request that is being answered until it may end."""
    request = readers.submit(ask, site, "/slow/")
    assert application.began.wait(10)
    yield request
    application.may_end.set()


def test_the_answer_is_the_applications(site):
    answer = ask(site, "/")
    assert (answer.status, answer.headers["X-Said"]) == (418, "so")
    assert answer.body.endswith(b".")


def test_all_are_answered_in_the_same_thread_and_one_at_a_time(site, application, readers):
    answers = list(readers.map(lambda number: ask(site, f"/{number}/"), range(200)))
    assert len({answer.body for answer in answers}) == 1
    assert HERE.encode() not in {answer.body for answer in answers}
    assert application.most_at_once == 1
    assert set(application.closed_in) == {int(answers[0].body[:-1])}


def test_a_body_arrives_whole(site, application):
    line = Line(b"one=1&two=2 and more")
    ask(site, REPLY, "POST", CONTENT_LENGTH="11", **{"wsgi.input": line})
    assert application.bodies == [b"one=1&two=2"]


def test_half_of_a_reply_is_not_taken_for_a_whole_one(site, application):
    answer = ask(site, REPLY, "POST", CONTENT_LENGTH="100", **{"wsgi.input": Line(b"comment=No")})
    assert answer.status == 400
    assert b"still in the form" in answer.body
    assert application.bodies == []


def test_who_waits_for_a_slow_line_holds_nobody_up(site, readers):
    comes = Event()
    line = {"CONTENT_LENGTH": "3", "wsgi.input": Line(b"a=b", comes)}
    stalled = [readers.submit(lambda: ask(site, REPLY, "POST", **line)) for _ in range(10)]
    assert ask(site, "/").status == 418
    assert not any(request.done() for request in stalled)
    comes.set()
    assert {request.result(10).status for request in stalled} == {418}


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/admin/", {}),
        ("POST", "/admin/comments/post/", {}),
        ("GET", f"{settings.STATIC_URL}css/site.css", {}),
        ("POST", "/feed/", {"CONTENT_LENGTH": "10"}),
        ("OPTIONS", REPLY, {}),
        ("PUT", REPLY, {"CONTENT_LENGTH": "10"}),
        ("POST", REPLY, {"CONTENT_LENGTH": str(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}),
        ("POST", REPLY, {"HTTP_TRANSFER_ENCODING": "chunked"}),
        ("POST", REPLY, {"CONTENT_LENGTH": "-1"}),
        ("POST", REPLY, {"CONTENT_LENGTH": "\u0661"}),
        ("POST", REPLY, {"CONTENT_LENGTH": "9" * 5000}),
    ],
)
def test_whatever_else_is_answered_where_it_came_in_and_unread(site, method, path, headers):
    answer = ask(site, path, method, **headers, **{"wsgi.input": Line(b"")})
    assert answer.body == HERE.encode()


@pytest.mark.parametrize("path", ["/comments/post/", "/ru/comments/post/"])
def test_replies_of_every_edition_are_taken_in_turn(site, path):
    assert reverse("comments:post") == "/comments/post/"
    assert ask(site, path, "POST").body != HERE.encode()


def test_who_comes_while_another_is_slow_goes_ahead(site, slow, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    assert ask(site, "/").body == HERE.encode()  # waited in vain
    assert ask(site, "/").body == HERE.encode()  # and needs not wait any more
    assert not slow.done()


def test_who_has_gone_ahead_is_not_answered_once_more(site, application, slow, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    ask(site, "/")
    application.may_end.set()
    slow.result(10)
    assert ask(site, "/").body != HERE.encode()
    assert len(application.bodies) == 3


def test_who_is_being_answered_waits_for_the_end(site, application, slow, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    application.may_end.set()
    assert slow.result(10).body != HERE.encode()
    assert len(application.bodies) == 1


def test_a_failure_is_the_askers_and_nobody_elses(site):
    with pytest.raises(ZeroDivisionError):
        ask(site, "/fails/")
    assert ask(site, "/").status == 418


def test_answers_of_different_sites_do_not_mix(application):
    other = Application()
    one, two = one_thread(application), one_thread(other)
    assert ask(one, "/").body != ask(two, "/").body


def test_readers_do_not_wait_for_the_time_of_those_who_write(site, readers, monkeypatch):
    its_time = Event()
    monkeypatch.setattr(site._pace, "wait", lambda: its_time.wait(10))
    reply = readers.submit(ask, site, REPLY, "POST")
    assert ask(site, "/").status == 418
    assert not reply.done()
    its_time.set()
    assert reply.result(10).status == 418
