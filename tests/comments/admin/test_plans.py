import pytest

from comments.models import Comment, Reason
from comments.models.search import CommentEntry
from tests.admin_plans import costly_steps
from tests.make import make_many_comments

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/comment/"


@pytest.fixture
def many(article) -> list[Comment]:
    """A hundred held comments, of which a rule objected to every second: two pages."""
    comments = make_many_comments(article, 100)
    Comment.objects.update(status="held")
    for comment in comments[::2]:
        decision = comment.decisions.create(to_status="held")
        Reason.objects.create(comment=comment, decision=decision, rule="links", message="x")
    sum(CommentEntry.index_rows(anew=True))
    return comments


@pytest.mark.parametrize(
    "query",
    [
        "",
        "p=2",
        "status=all",
        "status=all&p=2",
        "status=spam",
        "created_at__gte=2020-01-01 00:00:00%2B00:00",
        "status=all&created_at__gte=2020-01-01 00:00:00%2B00:00",
        "rule=links",
        "q=said",
        "q=summit&status=all",
        "q=farrukh@example.org&rule=links&p=2",
    ],
)
def test_no_list_of_the_desk_reads_or_sorts_the_table(moderator, many, query):
    assert costly_steps("comments_comment", lambda: moderator.get(f"{LIST}?{query}")) == []


def test_the_page_of_a_comment_reads_its_own_rows(moderator, many):
    address = f"{LIST}{many[0].pk}/change/"
    assert costly_steps("comments_comment", lambda: moderator.get(address)) == []


def test_a_list_that_sorts_the_table_would_be_noticed(moderator, many):
    """Sorted by what has no index, as a list that slipped through would be."""
    by_name = Comment.objects.order_by("name")[:50]
    assert costly_steps("comments_comment", lambda: list(by_name)) != []
