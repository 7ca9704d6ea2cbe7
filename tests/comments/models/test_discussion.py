import pytest
from django.db import IntegrityError

from comments.models import Discussion

pytestmark = pytest.mark.django_db

#: WordPress 7.1, Settings > Discussion, and its filters.
WORDPRESS = {
    "comment_max_links": 2,
    "comment_previously_approved": True,
    "thread_comments_depth": 5,
    "comments_per_page": 50,
    "close_comments_days_old": 0,
    "default_comment_status": "open",
}


@pytest.mark.parametrize(("name", "value"), WORDPRESS.items())
def test_the_defaults_are_those_of_wordpress(name, value):
    assert getattr(Discussion.current(), name) == value


def test_what_nobody_has_set_follows_the_environment(settings):
    settings.COMMENTS_MAX_LINKS = 7
    assert Discussion.current().comment_max_links == 7
    row = Discussion.row()
    assert row.comment_max_links is None
    row.comment_max_links = 0
    row.save()
    assert Discussion.current().comment_max_links == 0


def test_there_is_one_row_and_no_other():
    assert Discussion.row() == Discussion.row()
    with pytest.raises(IntegrityError):
        Discussion.objects.create(pk=2)


def test_saving_the_settings_takes_nothing_back_that_is_set_elsewhere():
    row = Discussion.row()
    Discussion.lists_changed()
    Discussion.objects.update(mail_at_once=True)
    now = Discussion.current()
    row.shouting_percent = 50
    row.save()
    stored = Discussion.row()
    assert stored.shouting_percent == 50
    assert (stored.lists_version, stored.mail_at_once) == (now.lists_version, True)


def test_what_holds_is_one_query(django_assert_num_queries):
    Discussion.row()
    with django_assert_num_queries(1):
        Discussion.current()
