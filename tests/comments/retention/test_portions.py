from threading import Event, Thread

import pytest
from django.db import connection, connections, transaction

from blog.models import Tag
from comments.models import Comment
from comments.retention.portions import delete, in_portions
from tests.make import make_article, make_comment, make_tag


@pytest.mark.django_db
def test_what_hangs_on_a_row_is_not_counted_with_it():
    for name in ("a", "b", "c"):
        make_article(tags=[make_tag(name)])
    assert in_portions(Tag.objects.order_by("pk"), delete) == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_row_that_somebody_works_on_is_passed_over():
    """Who waited for it with other rows in his hand could be waited for himself."""
    article = make_article()
    one, other = make_comment(article), make_comment(article)
    is_locked, is_over = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            Comment.objects.select_for_update().get(pk=one.pk)
            is_locked.set()
            is_over.wait(20)
        connections.close_all()

    thread = Thread(target=hold)
    thread.start()
    is_locked.wait(20)
    due, taken = Comment.objects.filter(user_agent="").order_by("pk"), []

    def take(rows) -> int:
        taken.extend(rows)
        return Comment.objects.filter(pk__in=[row.pk for row in rows]).update(user_agent="other")

    assert in_portions(due, take) == 1
    assert taken == [other]
    is_over.set()
    thread.join()
    assert in_portions(due, take) == 1
