from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment, Discussion
from comments.places import Order, Place, page_address
from comments.sanitize import plain_text
from comments.threads import Badge, Edited, Removed, Row, can_be_answered, comment_page
from tests.make import make_article, make_author, make_comment, make_staff

pytestmark = pytest.mark.django_db


def page_of(article, number, order=Order.OLDEST):
    return comment_page(article, Place(number, order), Discussion.current())


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
    assert page_of(article, asked).place.number == given


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
    assert page.tally.comments == 1


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


def five_threads(article):
    """Threads "1" to "5"; "2" has two answers, "4" one, and one that was removed."""
    tops = [make_comment(article, f"{number}") for number in range(1, 6)]
    make_comment(article, "2.1", parent=make_comment(article, "2.2", parent=tops[1]))
    make_comment(article, "4.1", parent=tops[3])
    make_comment(article, "4.2", parent=tops[3]).trash(by=None)
    return tops


@pytest.mark.parametrize(
    ("order", "pages"),
    [
        (Order.OLDEST, [["1", "2", "2.2", "2.1"], ["3", "4", "4.1"], ["5"]]),
        (Order.NEWEST, [["5", "4", "4.1"], ["3", "2", "2.2", "2.1"], ["1"]]),
        (Order.DISCUSSED, [["2", "2.2", "2.1", "4", "4.1"], ["1", "3"], ["5"]]),
    ],
)
def test_threads_stand_in_the_order_that_is_asked_for_and_addresses_lead_there(
    settings, order, pages
):
    settings.COMMENTS_THREADS_PER_PAGE = 2
    article = make_article()
    five_threads(article)
    found = [page_of(article, number, order) for number in (1, 2, 3)]
    assert [shown(page) for page in found] == pages
    for page in found:
        for row in page.rows:
            address = page_address(Comment.objects.get(pk=row.pk), order)
            query = page.place.query
            assert address == (
                f"{article.get_absolute_url()}{query and f'?{query}'}#comment-{row.pk}"
            )


def test_a_page_leads_to_its_neighbours_in_the_same_order(settings):
    settings.COMMENTS_THREADS_PER_PAGE = 2
    article = make_article()
    five_threads(article)
    page = page_of(article, 2, Order.NEWEST)
    assert (page.previous.query, page.next.query) == ("corder=newest", "cpage=3&corder=newest")
    assert [place.query for place in page.orders] == [
        "",
        "corder=newest",
        "corder=discussed",
    ]
    assert page_of(make_article(), 1).orders == ()


def test_a_thread_is_as_large_as_what_is_approved_in_it():
    top = make_comment(make_article())
    answer = make_comment(top.article, parent=top)
    make_comment(top.article, parent=top, status="held").approve(by=None)
    answer.trash(by=None)
    top.hold(by=None)
    top.refresh_from_db()
    assert (top.thread_size, top.heads_thread) == (1, True)


def test_the_article_s_author_and_the_newsroom_are_told_apart():
    author, colleague = make_staff("Editor", "author"), make_staff("Editor", "colleague")
    article = make_article(authors=[make_author(user=author), make_author("Somebody else")])
    for user in (author, colleague, None):
        make_comment(article, user=user)
    badges = [row.badge for row in page_of(article, 1).rows]
    assert badges == [Badge.AUTHOR, Badge.NEWSROOM, ""]


def test_who_changed_a_comment_is_told():
    article = make_article()
    now = timezone.now()
    make_comment(article, edited_at=now)
    make_comment(article, revised_at=now)
    make_comment(article, edited_at=now, revised_at=now)
    edited = [row.edited for row in page_of(article, 1).rows]
    assert edited == [Edited.NEWSROOM, Edited.AUTHOR, Edited.NEWSROOM]


def test_picks_stand_on_the_first_page_in_the_usual_order_only(settings):
    settings.COMMENTS_THREADS_PER_PAGE = 1
    article = make_article()
    now = timezone.now()
    first, second = (
        make_comment(article, picked_at=now + timedelta(seconds=number)) for number in (1, 2)
    )
    make_comment(article, picked_at=now, status="held")
    make_comment(article)
    assert page_of(article, 1).picks == [second, first]
    assert page_of(article, 2).picks == page_of(article, 1, Order.NEWEST).picks == []
