from collections.abc import Iterator

import pytest

from comments.models import Comment, Reason, Report, Tally
from comments.models.search import CommentEntry
from tests.admin_plans import costly_steps
from tests.make import make_article, make_many_comments, make_staff
from tests.once import made_once

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/comment/"


@pytest.fixture(scope="module")
def many(django_db_setup, django_db_blocker) -> Iterator[list[Comment]]:
    with made_once(django_db_blocker):
        yield make_many()


def make_many() -> list[Comment]:
    """A hundred held comments; a rule objected to every second, every third is reported."""
    comments = make_many_comments(make_article("The summit"), 100, risk=0)
    Comment.objects.update(status="held")
    reported = comments[::3]
    Tally.objects.update(comments=0, threads=0, held=100, reported=len(reported))
    for comment in comments[::2]:
        decision = comment.decisions.create(to_status="held")
        Reason.objects.create(comment=comment, decision=decision, rule="links", message="x")
    reporter = make_staff("Reporter", "reporter")
    Report.objects.bulk_create(
        Report(comment=comment, by=reporter, cause="spam") for comment in reported
    )
    Comment.objects.filter(pk__in=[comment.pk for comment in reported]).update(reported=1)
    sum(CommentEntry.index_rows(anew=True))
    return comments


@pytest.mark.parametrize("page", ["", "&after={after}"], ids=["first page", "next page"])
@pytest.mark.parametrize(
    "query",
    [
        "tab=held",
        "tab=held&order=newest",
        "tab=held&order=risk",
        "tab=reported",
        "tab=spam",
        "tab=approved&order=oldest",
        "tab=all",
        "tab=all&order=oldest",
        "tab=held&age=day",
        "tab=held&age=over-hour",
        "tab=all&age=week",
        "rule=links",
        "q=said",
        "q=summit&tab=all&order=oldest",
        "q=farrukh@example.org&rule=links",
    ],
)
def test_no_list_of_the_desk_reads_or_sorts_the_table(moderator, many, query, page):
    address = f"{LIST}?{query}{page.format(after=many[30].pk)}"
    assert costly_steps("comments_comment", lambda: moderator.get(address)) == []


@pytest.mark.parametrize("query", ["article={article}", "category={category}", "language=en"])
def test_no_narrowed_list_reads_the_table(moderator, many, query):
    """What some articles have is gathered and sorted where it is little (desk.listing)."""
    article = many[0].article
    query = query.format(article=article.pk, category=article.category_id)
    steps = costly_steps("comments_comment", lambda: moderator.get(f"{LIST}?{query}"))
    assert [step for step in steps if "SCAN" in step.upper()] == []


def test_the_page_of_a_comment_reads_its_own_rows(moderator, many):
    address = f"{LIST}{many[0].pk}/change/"
    assert costly_steps("comments_comment", lambda: moderator.get(address)) == []


def test_what_an_open_desk_asks_reads_its_own_rows(moderator, many):
    cards = ",".join(f"{comment.pk}:1" for comment in many[:3])
    news = f"{LIST}news/?cards={cards}"
    assert costly_steps("comments_decision", lambda: moderator.get(news)) == []


def test_a_list_that_sorts_the_table_would_be_noticed(moderator, many):
    """Sorted by what has no index, as a list that slipped through would be."""
    by_name = Comment.objects.order_by("name")[:50]
    assert costly_steps("comments_comment", lambda: list(by_name)) != []
