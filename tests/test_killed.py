"""What was answered is kept, whatever becomes of the processes: they are killed at work."""

import threading
from collections import Counter
from http.client import HTTPException
from urllib.parse import quote, urlencode

import pytest
from django.db import connection

from comments.models import Comment
from tests.deploy.asking import ask, free_port, wait_until
from tests.deploy.nodes import Node, environment
from tests.make import make_article, reply_data

SENDERS, ANSWERED = 8, 100


def database_url() -> str:
    """The address of the database that the tests run on."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    user, password = quote(database["USER"]), quote(database["PASSWORD"])
    place = f"{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}"
    return f"postgres://{user}:{password}@{place}/{database['NAME']}"


@pytest.fixture
def node(transactional_db, tmp_path):
    """The server with two workers, on the database of the test."""
    variables = environment(DATA_DIR=tmp_path, DATABASE_URL=database_url())
    node = Node(free_port(), variables)
    node.variables["WEB_WORKERS"] = "2"
    node.start()
    yield node
    if node.process and node.process.poll() is None:
        node.kill()  # asked to stop while its workers start, the server may take its time


def test_each_reply_that_was_answered_is_there_once_after_a_kill(node):
    article = make_article()
    answers: dict[str, int] = {}
    is_killed = threading.Event()

    def send(sender: int) -> None:
        while not is_killed.is_set():
            text = f"Sender {sender}, reply {len(answers)}."
            try:
                answers[text] = ask(
                    node.port,
                    "/comments/post/",
                    method="POST",
                    body=urlencode(reply_data(article, comment=text)).encode(),
                    headers={
                        "Content-Type": "application/x-www-form-urlencoded",
                        "Sec-Fetch-Site": "same-origin",
                    },
                ).status
            except (OSError, HTTPException):
                return

    senders = [threading.Thread(target=send, args=(number,)) for number in range(SENDERS)]
    for sender in senders:
        sender.start()
    enough = wait_until(lambda: len(answers) >= ANSWERED, 60, 0.001)
    node.kill()
    is_killed.set()
    for sender in senders:
        sender.join()

    assert enough
    assert set(answers.values()) == {303}
    there = Counter(Comment.objects.values_list("source", flat=True))
    assert {text: there[text] for text in answers} == dict.fromkeys(answers, 1)
    assert there.total() <= len(answers) + SENDERS  # each may have had one under way
    assert not Comment.objects.filter(decisions=None).exists()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert cursor.execute("PRAGMA foreign_key_check").fetchall() == []
    node.start()
