import pytest
from django.db import transaction

from comments.models import Decision
from comments.models.decision import LogIsAppendOnly
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db


def test_rows_of_the_log_are_never_changed_or_deleted():
    make_comment(make_article())
    row = Decision.objects.get()
    row.why = "Second thoughts"
    for attempt in (
        row.save,
        row.delete,
        Decision.objects.all().delete,
        lambda: Decision.objects.update(why="Second thoughts"),
        lambda: Decision.objects.bulk_update([row], ["why"]),
    ):
        with pytest.raises(LogIsAppendOnly), transaction.atomic():
            attempt()
    assert Decision.objects.get().why == ""
