import pytest

from tests.admin_plans import costly_steps
from tests.many import make_many_articles
from tests.once import made_once

pytestmark = pytest.mark.django_db

LIST = "/admin/blog/article/"


@pytest.fixture(scope="module")
def many(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker):
        yield make_many_articles({} for _ in range(120))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "p=2",
        "status__exact=draft",
        "language__exact=ru",
        "comment_status__exact=closed",
        "published_at__gte=2020-01-01 00:00:00%2B00:00",
        "q=article",
    ],
)
def test_no_list_of_articles_reads_or_sorts_the_table(desk, many, query):
    assert costly_steps("blog_article", lambda: desk.get(f"{LIST}?{query}")) == []
