"""Searching and narrowing the desk."""

import html5lib
import pytest

from tests.comments.admin.desk_list import names
from tests.comments.admin.panel_forms import LIST
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", ["summit", "zarina", "z@example", "203.0.113.9", "answer"])
def test_comments_are_found_by_text_person_address_and_article(moderator, article, asked):
    make_comment(
        article, "The answer", status="held", name="Zarina", email="z@example.org",
        ip="203.0.113.9",
    )  # fmt: skip
    make_comment(make_article("Else"), "No", status="held", name="No", ip="198.51.100.1")
    assert names(moderator.get(LIST, {"q": asked})) == ["Zarina"]


def test_a_search_stays_inside_its_tab(moderator, article):
    make_comment(article, "The answer", name="Held", status="held")
    make_comment(article, "The answer", name="Approved")
    for tab, found in [
        ("held", ["Held"]),
        ("approved", ["Approved"]),
        ("spam", []),
        ("all", ["Approved", "Held"]),
    ]:
        assert names(moderator.get(LIST, {"q": "answer", "tab": tab})) == found


@pytest.mark.parametrize("typed", ["* ?", '"', "NEAR(a", "x" * 2000, "(" * 500, "%", "\u202e"])
def test_whatever_is_typed_into_the_search_the_desk_answers_and_gives_it_back(
    moderator, article, typed
):
    make_comment(article, "The answer", status="held")
    page = moderator.get(LIST, {"q": typed})
    assert page.status_code == 200
    assert names(page) == []


@pytest.mark.parametrize(
    "query", ["tab=x&order=x&after=x&article=x", "q=%00", "after=999999", "undo=%00%22", "q=%ff"]
)
def test_whatever_somebody_makes_of_the_address_the_desk_answers(moderator, article, query):
    make_comment(article, "The answer", status="held")
    assert moderator.get(f"{LIST}?{query}").status_code == 200


def test_the_article_that_is_asked_for_is_named_and_can_be_given_up(moderator, article):
    make_comment(article, status="held", name="here")
    make_comment(make_article(), status="held", name="there")
    page = moderator.get(LIST, {"article": article.pk, "order": "newest"})
    assert names(page) == ["here"]
    assert "Only the article</span> <strong><bdi>The summit</bdi>" in page.text
    assert 'href="?tab=held&amp;order=newest"' in page.text


@pytest.mark.parametrize("typed", ["{pk}", "summit", "THE SUM"])
def test_the_desk_is_narrowed_to_an_article_by_its_number_or_title(moderator, article, typed):
    make_comment(article, status="held", name="here")
    make_comment(make_article(), status="held", name="there")
    page = moderator.get(LIST, {"article": typed.format(pk=article.pk), "age": "day"})
    assert names(page) == ["here"]
    assert "Only the article</span> <strong><bdi>The summit</bdi>" in page.text
    # Asked again, as by its next form or by the news, it is the same article.
    assert f'name="article" value="{article.pk}"' in page.text
    assert f"article={article.pk}&amp;age=day" in page.text


@pytest.mark.parametrize("typed", ["<nothing>", "999999"])
def test_an_article_that_is_not_found_is_said_and_what_was_typed_stays(moderator, article, typed):
    make_comment(article, status="held", name="here")
    page = moderator.get(LIST, {"article": typed})
    assert names(page) == ["here"]
    typed = typed.replace("<", "&lt;").replace(">", "&gt;")
    assert f"No article was found by “{typed}”." in page.text
    assert f'name="article" value="{typed}"' in page.text


def test_a_card_narrows_the_desk_to_its_article_and_keeps_the_other_filters(moderator, article):
    make_comment(article, status="spam", name="here")
    make_comment(article, "Else", status="spam", name="another")
    make_comment(make_article(), status="spam", name="there")
    page = moderator.get(LIST, {"tab": "spam", "q": "said", "order": "oldest"})
    assert names(page) == ["here", "there"]
    tree = html5lib.parse(page.text, namespaceHTMLElements=False)
    link = next(link for link in tree.iter("a") if link.text == "only this article")
    assert names(moderator.get(link.get("href"))) == ["here"]
    assert "only this article" not in moderator.get(link.get("href")).text


def test_a_search_of_too_many_words_says_so(moderator):
    page = moderator.get(LIST, {"q": " ".join(f"word{number}" for number in range(100))})
    assert "words were looked for." in page.text
