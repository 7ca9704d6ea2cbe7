"""A database with a hundred thousand comments, and one person in the middle of it."""

import time

import pytest
from django.db import connection

from comments.erasing import erase
from comments.models import Comment, CommentEntry, Erasure
from tests.comments.erasing.test_erase import assert_nothing_in
from tests.comments.erasing.traces import (
    FOLDED,
    make_erasure,
    make_own,
    make_traces,
)
from tests.dump import dump
from tests.make import make_article, make_comment
from tests.scale import grow

pytestmark = pytest.mark.django_db(transaction=True)

COMMENTS = 100_000


def test_of_a_hundred_thousand_comments_hers_are_gone_and_nothing_else(record_property):
    article = make_article()
    first = make_comment(
        article, "A few words about the summit, as many readers leave them.", ip="198.51.100.9"
    )
    with_traces = make_traces(article)
    before = set(Comment.objects.exclude(pk=first.pk).values_list("pk", flat=True))
    grow(article, 20, first, COMMENTS)
    index(first)
    for status in ("approved", "held", "spam") * 10:
        make_own(article, status)
    others = Comment.objects.exclude(pk__in=before).exclude(email_folded=FOLDED)
    number = others.count()
    assert number > COMMENTS

    erasure = make_erasure()
    began = time.monotonic()
    erase(erasure)
    record_property("seconds", time.monotonic() - began)

    assert_nothing_in(dump())
    assert Erasure.objects.get().counts == with_traces | {"removed": with_traces["removed"] + 30}
    assert others.exclude(email="").count() == number
    assert CommentEntry.objects.count() == number + 3  # the answer, and two that quoted her


def index(comment: Comment) -> None:
    """Entries of the search for the copies, which say what the comment's own says."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE comments_comment SET email = 'reader' || id || '@example.org',"
            " email_folded = 'reader' || id || '@example.org'"
            " WHERE source = %s AND id <> %s",
            [comment.source, comment.pk],
        )
        cursor.execute(
            "INSERT INTO comments_commententry (comment_id, tokens)"
            " SELECT c.id, e.tokens FROM comments_comment AS c, comments_commententry AS e"
            " WHERE e.comment_id = %s AND c.source = %s AND c.id <> e.comment_id",
            [comment.pk, comment.source],
        )
