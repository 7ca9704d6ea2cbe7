import re

import pytest

from comments.models import Comment, Status
from tests.comments.admin.panel_forms import LIST, address
from tests.make import make_comment

pytestmark = pytest.mark.django_db


def pick(client, comment, how="on"):
    return client.post(address(comment, "pick"), {"pick": how})


def picks() -> list[Comment]:
    return list(Comment.objects.picked())


def test_a_pick_stands_on_top_for_readers_until_it_is_taken_off(moderator, nigora, comment):
    make_comment(comment.article, "Another word")
    page = comment.article.get_absolute_url()
    assert "Pin it on top" in moderator.get(address(comment, "pick")).text
    answer = pick(moderator, comment)
    assert answer.headers["Location"] == f"{LIST}{comment.pk}/change/"
    comment.refresh_from_db()
    assert comment.picked_by == nigora
    shown = moderator.get(page).text
    assert shown.index('id="picks-title"') < shown.index('class="comment-list"')
    assert shown.count("Well said.") == 2
    assert "Take it off the top" in moderator.get(address(comment, "pick")).text
    pick(moderator, comment, "off")
    assert "picks-title" not in moderator.get(page).text


@pytest.mark.parametrize("twice", ["on", "off"])
def test_pressing_twice_changes_nothing_more(moderator, comment, twice):
    for _ in range(2):
        assert pick(moderator, comment, twice).status_code == 302
    assert picks() == ([comment] if twice == "on" else [])


def test_what_is_not_published_is_no_pick_and_who_decided_is_told(moderator, zarina, comment):
    comment.trash(by=zarina)
    answer = pick(moderator, comment)
    assert answer.status_code == 409
    assert "Zarina Karimova" in answer.text
    assert picks() == []


def test_a_text_that_came_meanwhile_is_shown_before_it_is_pinned(moderator, comment):
    shown = moderator.get(address(comment, "pick")).text
    seen = re.search(r'name="seen" value="(\d+)"', shown)[1]
    comment.revise("Another text.", "<p>Another text.</p>", Status.APPROVED, 0)
    answer = moderator.post(address(comment, "pick"), {"pick": "on", "seen": seen})
    assert answer.status_code == 409
    assert "The text is now: “Another text.”" in answer.text
    assert picks() == []
    seen = re.search(r'name="seen" value="(\d+)"', answer.text)[1]
    assert (
        moderator.post(address(comment, "pick"), {"pick": "on", "seen": seen}).status_code == 302
    )
    assert picks() == [comment]


def test_a_pick_that_is_removed_is_not_shown_and_can_be_taken_off(moderator, zarina, comment):
    pick(moderator, comment)
    comment.hold(by=zarina)
    page = moderator.get(comment.article.get_absolute_url()).text
    assert "Well said." not in page
    assert pick(moderator, comment, "off").status_code == 302
    assert picks() == []


def test_the_script_gets_the_card_with_its_badge(script, comment):
    answer = pick(script, comment).json()
    assert answer["sentences"] == ["The comment stands on top now, as an editors' pick."]
    assert "Editors' pick</span>" in answer["card"]


@pytest.mark.parametrize("how", ["", "maybe"])
def test_what_is_no_button_changes_nothing(moderator, comment, how):
    assert pick(moderator, comment, how).status_code == 422
    assert picks() == []
