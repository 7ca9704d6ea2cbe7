import pytest

from comments.models import HouseRules
from tests.make import make_article

pytestmark = pytest.mark.django_db

RULES = "/admin/comments/houserules/"


def test_an_editor_writes_them_and_readers_see_them(desk, client):
    article = make_article()
    desk.post(f"{RULES}add/", {"language": "en", "text": "Be brief.\r\n\r\n<b>Always.</b>"})
    assert HouseRules.objects.get().text == "Be brief.\n\n<b>Always.</b>"
    assert "<p>Be brief.</p><p><b>Always.</b></p>" in client.get(article.get_absolute_url()).text
    assert "Be brief." in desk.get(RULES).text


def test_an_edition_that_has_rules_gets_no_others_and_the_text_is_kept(desk):
    HouseRules.objects.create(language="ru", text="Кратко.")
    page = desk.post(f"{RULES}add/", {"language": "ru", "text": "Длинно."})
    assert "There are house rules for this edition already." in page.text
    assert "Длинно.</textarea>" in page.text
    assert HouseRules.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "status"), [("x" * 4_000, 302), ("x" * 4_001, 200), (" \n\u200b", 200), ("", 200)]
)
def test_a_text_of_any_length_comes_back(desk, text, status):
    page = desk.post(f"{RULES}add/", {"language": "en", "text": text})
    assert page.status_code == status
    assert HouseRules.objects.count() == (status == 302)
    if text.startswith("xx") and status == 200:
        assert f"{text}</textarea>" in page.text
        assert "maxlength" not in page.text


def test_many_are_deleted_at_once(desk, client):
    article = make_article()
    rules = [HouseRules.objects.create(language=name, text="Brief.") for name in ("en", "ru")]
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rules]}
    desk.post(RULES, chosen | {"post": "yes"})
    assert not HouseRules.objects.exists()
    assert "Brief." not in client.get(article.get_absolute_url()).text


def test_what_somebody_signed_out_has_typed_is_given_back(client):
    page = client.post(f"{RULES}add/", {"language": "en", "text": "Be brief."})
    assert page.status_code == 403
    assert "Be brief." in page.text
