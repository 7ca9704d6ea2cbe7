from datetime import timedelta

import pytest
from django.utils import timezone

from comments.closing import Openness
from comments.models import Discussion
from tests.make import make_article, make_category

pytestmark = pytest.mark.django_db


def openness(article) -> Openness:
    return Openness.of(article, Discussion.current())


@pytest.mark.parametrize(
    ("status", "age", "close_after", "taken"),
    [
        ("", 1000, 0, True),
        ("open", 13, 14, True),
        ("held", 13, 14, True),
        ("", 14, 14, False),
        ("open", 14, 14, False),
        ("closed", 0, 0, False),
        ("closed", 0, 14, False),
    ],
)
def test_an_article_closes_by_the_editor_or_by_the_clock(
    settings, status, age, close_after, taken
):
    settings.COMMENTS_CLOSE_AFTER_DAYS = close_after
    published = timezone.now() - timedelta(days=age)
    article = make_article(published_at=published, comment_status=status)
    assert openness(article).takes_replies is taken


@pytest.mark.parametrize(
    ("site", "outer", "inner", "own", "holds"),
    [
        ("held", "", "", "", True),
        ("held", "", "", "open", False),
        ("open", "held", "", "", True),
        ("open", "held", "open", "", False),
        ("held", "open", "", "", False),
        ("open", "", "held", "", True),
        ("open", "", "", "held", True),
        ("closed", "", "", "", None),
        ("open", "closed", "", "", None),
    ],
)
def test_the_nearest_word_counts_article_category_site(site, outer, inner, own, holds):
    Discussion(pk=1, default_comment_status=site).save()
    around = make_category("Asia", comment_status=outer)
    category = make_category("Tajikistan", parent=around, comment_status=inner)
    found = openness(make_article(category=category, comment_status=own))
    assert found.takes_replies is (holds is not None)
    assert found.holds_everything is bool(holds)


@pytest.mark.parametrize(("minutes", "taken"), [(-1, False), (1, True)])
@pytest.mark.parametrize("where", ["article", "category", "category around"])
def test_comments_close_at_the_time_that_was_set(where, minutes, taken):
    time = {"comments_close_at": timezone.now() + timedelta(minutes=minutes)}
    around = make_category("Asia", **(time if where == "category around" else {}))
    category = make_category("Here", parent=around, **(time if where == "category" else {}))
    article = make_article(category=category, **(time if where == "article" else {}))
    assert openness(article).takes_replies is taken
    assert openness(article).closes_at == time["comments_close_at"]


def test_an_article_that_says_everything_itself_costs_nothing(django_assert_num_queries):
    article = make_article(comment_status="open", comments_close_at=timezone.now())
    site = Discussion.current()
    with django_assert_num_queries(0):
        Openness.of(article, site)
