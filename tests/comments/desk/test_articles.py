from datetime import timedelta

import pytest
from django.utils import timezone

from comments.desk.articles import article_meant
from tests.make import make_article

pytestmark = pytest.mark.django_db


def test_words_mean_the_newest_public_article_with_all_of_them_in_its_title():
    yesterday = timezone.now() - timedelta(days=1)
    newest = make_article("The summit in Dushanbe")
    make_article("The summit", published_at=yesterday)
    make_article("The summit in Dushanbe", published_at=yesterday)
    make_article("The summit in Dushanbe", status="draft")
    make_article("Else", body="<p>The summit in Dushanbe</p>")
    tomorrow = timezone.now() + timedelta(days=1)
    make_article("The summit in Dushanbe", published_at=tomorrow)
    for typed in ("dushanbe summit", "DUSH", '"summit in"', "The summit in Dushanbe"):
        assert article_meant(0, typed) == newest


def test_a_number_means_its_article_whatever_became_of_that():
    draft = make_article("Draft", status="draft")
    make_article(f"{draft.pk} things")
    assert article_meant(draft.pk, str(draft.pk)) == draft


def test_a_number_that_no_article_has_may_stand_in_a_title():
    article = make_article("The year 209999")
    assert article_meant(209999, "209999") == article


@pytest.mark.parametrize("typed", ["", "nothing", "*", "_status:published", '"', "(" * 200])
def test_what_stands_in_no_title_means_no_article(typed):
    make_article("The summit")
    assert article_meant(0, typed) is None


def test_neither_number_nor_words_cost_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert article_meant(0, "") is None
