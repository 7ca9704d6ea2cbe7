import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from comments import beside_form
from comments.models import HouseRules
from tests.make import make_article, reply_data

pytestmark = pytest.mark.django_db


def test_where_editors_wrote_nothing_our_own_rules_stand():
    shown = beside_form.house_rules()
    assert shown.startswith("<ul><li>Be kind:")
    assert shown.count("<li>") == 5


def test_each_edition_has_its_own():
    HouseRules.objects.create(language="ru", text="Пишите <b>кратко</b>.\n\n<i onclick=x>5 < 6")
    assert "Be kind" in beside_form.house_rules()
    with translation.override("ru"):
        shown = beside_form.house_rules()
    assert shown.startswith("<p>Пишите <b>кратко</b>.</p>")
    assert "<i onclick" not in shown


def test_a_change_is_shown_at_once():
    rules = HouseRules.objects.create(language="en", text="Be brief.")
    assert beside_form.house_rules() == "<p>Be brief.</p>"
    rules.text = "Be honest."
    rules.save()
    assert beside_form.house_rules() == "<p>Be honest.</p>"
    rules.delete()
    assert "Be kind" in beside_form.house_rules()


def test_they_stand_beside_the_form_on_the_article_and_where_it_is_given_back(client, guest):
    HouseRules.objects.create(language="en", text="Be brief.")
    article = make_article()
    for page in (
        client.get(article.get_absolute_url()),
        guest.post("/comments/post/", reply_data(article, name="")),
    ):
        before, _form, _after = page.text.partition("<form")
        assert "<p>Be brief.</p>" in before
        assert '<details class="house-rules">' in before  # closed


def test_where_no_replies_are_taken_there_are_no_rules(client):
    article = make_article(comment_status="closed")
    assert "house-rules" not in client.get(article.get_absolute_url()).text


def test_they_cost_one_query():
    with CaptureQueriesContext(connection) as sent:
        beside_form.house_rules()
    assert len(sent) == 1
