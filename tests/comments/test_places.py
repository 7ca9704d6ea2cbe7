import pytest

from comments.places import Order, Place, page_address
from tests.make import make_article, make_comment


@pytest.mark.parametrize("word", ["", "Newest", "newest ", "no order"])
def test_a_word_that_is_no_order_is_the_usual_one(word):
    assert Order.asked(word) is Order.OLDEST
    assert Order.asked("newest") is Order.NEWEST


def test_an_address_says_only_what_is_not_usual():
    assert Place().query == ""
    assert Place(3).query == "cpage=3"
    assert Place(1, Order.NEWEST).query == "corder=newest"
    assert Place(2, Order.DISCUSSED).query == "cpage=2&corder=discussed"


@pytest.mark.django_db
def test_the_address_of_a_comment_does_not_count_threads_that_are_gone(settings):
    settings.COMMENTS_THREADS_PER_PAGE = 1
    article = make_article()
    gone, stays = make_comment(article), make_comment(article)
    assert "cpage=2" in page_address(stays)
    gone.trash(by=None)
    assert "cpage" not in page_address(stays)
