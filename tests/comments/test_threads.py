import pytest

from comments.models import Discussion
from comments.sanitize import plain_text
from comments.threads import Removed, Row, can_be_answered, comment_page, page_address
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db


def page_of(article, number):
    return comment_page(article, number, Discussion.current())


def shown(page):
    return [
        plain_text(row.html.decode()) if isinstance(row, Row) else "removed" for row in page.rows
    ]


def test_a_page_holds_whole_threads_oldest_first(settings):
    settings.COMMENTS_THREADS_PER_PAGE = 2
    article = make_article()
    tops = [make_comment(article, f"{number}") for number in (1, 2, 3)]
    make_comment(article, "1.1", parent=tops[0])
    make_comment(article, "3.1", parent=tops[2])
    assert shown(page_of(article, 1)) == ["1", "1.1", "2"]
    assert shown(page_of(article, 2)) == ["3", "3.1"]


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-5, 1), (1, 1), (2, 2), (99, 2)])
def test_a_page_that_is_not_there_gives_the_nearest(settings, asked, given):
    settings.COMMENTS_THREADS_PER_PAGE = 2
    article = make_article()
    for _ in range(3):
        make_comment(article)
    assert page_of(article, asked).number == given


@pytest.mark.parametrize("status", ["held", "spam", "trash"])
def test_a_removed_comment_with_answers_leaves_a_marker_and_none_of_its_words(status):
    article = make_article()
    top = make_comment(article, "Top secret")
    reply = make_comment(article, "Reply", parent=top)
    make_comment(article, "Answer", parent=reply)
    make_comment(article, "Nobody answered", status=status)
    for comment in (top, reply):
        {"held": comment.hold, "spam": comment.mark_spam, "trash": comment.trash}[status](by=None)
    page = page_of(article, 1)
    assert shown(page) == ["removed", "removed", "Answer"]
    assert page.rows[0] == Removed(top.pk, 1)
    assert page.rows[1] == Removed(reply.pk, 2)
    assert page.total == 1


def test_a_reply_names_whom_it_answers_unless_that_was_removed():
    article = make_article()
    top = make_comment(article, name="Zarina")
    make_comment(article, "Reply", parent=top)
    assert page_of(article, 1).rows[1].answers == "Zarina"
    top.trash(by=None)
    assert page_of(article, 1).rows[1].answers == ""


def test_what_stands_on_another_article_is_not_shown():
    article = make_article()
    make_comment(make_article())
    assert page_of(article, 1).rows == []


def test_an_answer_fits_under_all_but_the_deepest():
    article, parent = make_article(), None
    fits = []
    for _ in range(5):
        parent = make_comment(article, parent=parent)
        fits.append(can_be_answered(parent, Discussion.current()))
    assert fits == [True, True, True, True, False]


def test_the_address_of_a_comment_does_not_count_threads_that_are_gone(settings):
    settings.COMMENTS_THREADS_PER_PAGE = 1
    article = make_article()
    gone, stays = make_comment(article), make_comment(article)
    assert "cpage=2" in page_address(stays)
    gone.trash(by=None)
    assert "cpage" not in page_address(stays)
