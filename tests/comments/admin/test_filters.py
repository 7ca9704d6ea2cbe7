import pytest

from tests.make import make_comment, make_reason

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/comment/"


@pytest.mark.parametrize("status", ["approved", "spam", "trash", "held"])
def test_the_list_can_show_any_status(moderator, article, status):
    for each in ("approved", "spam", "trash", "held"):
        make_comment(article, f"Words {each}", status=each)
    page = moderator.get(LIST, {"status": status}).text
    assert f"Words {status}" in page
    assert page.count("Words ") == 1
    assert moderator.get(LIST, {"status": "all"}).text.count("Words ") == 4


def test_the_list_can_show_what_a_rule_objected_to(moderator, article):
    for rule in ("links", "first_time"):
        comment = make_comment(article, f"Words {rule}", status="held")
        for _ in range(2):
            make_reason(comment, rule)
    page = moderator.get(LIST, {"rule": "links"}).text
    assert page.count("Words links") == 1
    assert "Words first_time" not in page
    assert "Words links" in moderator.get(LIST, {"rule": "links", "q": "words"}).text
    assert "Words links" not in moderator.get(LIST, {"rule": "links", "status": "spam"}).text


@pytest.mark.parametrize("made_up", ["no such rule", '"', "' | 'x", "links\x00", "_"])
def test_a_rule_that_somebody_made_up_objected_to_nothing(moderator, article, made_up):
    make_reason(make_comment(article, "Well, words", status="held"))
    answer = moderator.get(LIST, {"rule": made_up})
    assert answer.status_code == 200
    assert "Well, words" not in answer.text


@pytest.mark.parametrize("made_up", ["no such status", '"', "held\x00", ""])
def test_a_status_that_somebody_made_up_is_the_held_one(moderator, article, made_up):
    make_comment(article, "Well, words", status="held")
    make_comment(article, "Other words", status="spam")
    page = moderator.get(LIST, {"status": made_up}).text
    assert "Well, words" in page
    assert "Other words" not in page
