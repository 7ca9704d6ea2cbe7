"""Approvals in a row, each seen by readers of two processes within a second.

A thousand of them, before servers of their own and under load, are row f of ``make bench``.
"""

import random
import sys
import threading
from time import monotonic, sleep

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections

from comments.models import Comment, Tally
from pagecache.door import PageCache
from pagecache.log import PurgeLog
from pagecache.store import Store
from tests.make import make_article, make_many_comments
from tests.wsgi import ask

ARTICLES, APPROVALS, READERS = 50, 200, 2


@pytest.fixture
def doors(transactional_db):
    """Two processes as far as pages go: each has its own pages and its own place in the log."""
    logs = [PurgeLog(), PurgeLog()]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(0.001)  # as in config/wsgi.py
    yield [PageCache(get_wsgi_application(), Store(64_000_000), log) for log in logs]
    sys.setswitchinterval(interval)
    for log in logs:
        log.close()


def test_each_approval_is_seen_by_everybody_within_a_second(doors):
    articles = [make_article() for _ in range(ARTICLES)]
    held = [
        comment
        for article in articles
        for comment in make_many_comments(article, APPROVALS // ARTICLES)
    ]
    random.shuffle(held)
    Comment.objects.update(status="held", heads_thread=False)
    Tally.objects.update(comments=0, threads=0, held=APPROVALS // ARTICLES)
    addresses = [article.get_absolute_url() for article in articles]
    is_over = threading.Event()

    def read(door: PageCache) -> None:
        while not is_over.is_set():
            assert ask(door, random.choice(addresses)).status == 200
            sleep(0.01)  # readers share this interpreter with the desk
        connections.close_all()

    readers = [
        threading.Thread(target=read, args=(doors[number % 2],)) for number in range(READERS)
    ]
    for reader in readers:
        reader.start()
    waits = []
    try:
        for comment in held:
            address, mark = comment.article.get_absolute_url(), f'id="comment-{comment.pk}"'
            assert not any(mark in page(door, address) for door in doors)
            comment.approve(by=None)
            committed = monotonic()
            for door in doors:
                while mark not in page(door, address):
                    assert monotonic() - committed < 10, "missed"
            waits.append(monotonic() - committed)
    finally:
        is_over.set()
        for reader in readers:
            reader.join()
    assert len(waits) == APPROVALS
    assert max(waits) < 1


def page(door: PageCache, address: str) -> str:
    return ask(door, address).body.decode()
