from itertools import chain

import pytest
from django.utils import translation

from blog import bounded_list
from blog.bounded_list import AtLeast, BoundedPaginator
from blog.models import Article
from tests.many import make_many_articles
from tests.once import made_once

pytestmark = pytest.mark.django_db

LIST = "/admin/blog/article/"


@pytest.fixture(scope="module")
def articles(django_db_setup, django_db_blocker):
    with made_once(django_db_blocker):
        yield make_many_articles({"title": f"Article number {number}"} for number in range(125))


@pytest.fixture
def few(articles, monkeypatch):
    """Lists that stop counting at 120, searches at 3; 125 articles."""
    monkeypatch.setattr(bounded_list, "MOST_COUNTED", 120)
    monkeypatch.setattr(bounded_list, "MOST_FOUND", 3)
    return articles


def first(articles, number):
    return Article.objects.filter(pk__in=[article.pk for article in articles[:number]])


@pytest.mark.parametrize(
    ("language", "text"), [("en", "10,000+"), ("ru", "10\xa0000+"), ("tg", "10\xa0000+")]
)
def test_a_count_that_stopped_says_so_in_the_way_of_the_language(language, text):
    with translation.override(language):
        assert str(AtLeast(10_000)) == text


@pytest.mark.parametrize(("rows", "said"), [(4, "4"), (5, "5"), (6, "5+")])
def test_counting_stops_at_the_most(articles, rows, said):
    paginator = BoundedPaginator(first(articles, rows), 2, most=5)
    assert str(paginator.count) == said
    assert paginator.num_pages == -(-min(rows, 5) // 2)


def test_pages_are_those_of_the_whole_list_in_its_order(articles):
    seven = first(articles, 7).order_by("-pk")
    paginator = BoundedPaginator(seven, 3, most=100)
    pages = [list(paginator.page(number)) for number in paginator.page_range]
    assert list(chain(*pages)) == list(seven)
    assert [len(page) for page in pages] == [3, 3, 1]


def test_the_last_page_ends_where_counting_stopped(articles):
    paginator = BoundedPaginator(first(articles, 7).order_by("-pk"), 3, most=5)
    assert len(list(paginator.page(2))) == 2


def test_words_that_are_left_out_are_told(desk):
    assert "Only the first 24 words" in desk.get(LIST, {"q": "word " * 100}).text
    assert "Only the first" not in desk.get(LIST, {"q": "word " * 24}).text


def test_the_list_in_admin_leads_to_its_last_page_and_says_that_there_is_more(desk, few):
    page = desk.get(LIST).text
    assert "120+ articles" in page
    assert 'href="?p=2"' in page
    last = desk.get(LIST, {"p": 2}).text
    assert "Article number 5<" in last
    assert "Article number 4<" not in last
    assert desk.get(LIST, {"p": 3}).status_code == 302


def test_a_search_says_that_there_is_more(desk, few):
    page = desk.get(LIST, {"q": "number"}).text
    assert "3+ articles" in page
    assert "3+ results" in page
    assert "Article number 124<" in page
    assert "Article number 120<" not in page


def test_selecting_all_acts_on_what_was_counted(desk, few):
    data = {"action": "withdraw", "select_across": "1", "_selected_action": [few[0].pk]}
    desk.post(LIST, data)
    assert Article.objects.filter(status="withdrawn").count() == 120
    desk.post(f"{LIST}?q=number", data)
    assert Article.objects.filter(status="withdrawn").count() == 120


def test_selecting_all_that_was_found_acts_on_no_more(desk, few):
    data = {"action": "withdraw", "select_across": "1", "_selected_action": [few[0].pk]}
    desk.post(f"{LIST}?q=number", data)
    assert Article.objects.filter(status="withdrawn").count() == 3


@pytest.mark.parametrize("query", ["_facets=True", "o=1", "e=1", "all="])
def test_no_address_makes_a_list_read_every_row(desk, few, query):
    page = desk.get(f"{LIST}?{query}").text
    assert "120+ articles" in page
    assert "(125)" not in page
