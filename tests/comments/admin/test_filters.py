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
    assert moderator.get(LIST, {"rule": "no such rule"}).status_code in (200, 302)
