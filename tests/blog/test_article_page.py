from datetime import timedelta

import pytest
from django.utils import timezone

from blog.article_page import ArticlePage, public_article, public_article_by_id
from tests.make import make_article, make_author, make_category, make_tag

pytestmark = pytest.mark.django_db


def test_what_an_article_is_filed_under_comes_in_its_usual_order():
    asia, sport = make_category("Asia"), make_category("Sport")
    tags = [make_tag("peace"), make_tag("border")]
    authors = [make_author("Zarina"), make_author("Bahrom")]
    article = make_article(category=asia, further=[sport], tags=tags, authors=authors)
    page = ArticlePage.of(article)
    assert [author.name for author in page.authors] == ["Bahrom", "Zarina"]
    assert [tag.name for tag in page.tags] == ["border", "peace"]
    assert page.further_categories == [sport]


def test_the_articles_around_are_public_and_of_the_same_edition():
    now = timezone.now()
    first, second, third = (
        make_article(published_at=now - timedelta(days=days)) for days in (3, 2, 1)
    )
    make_article(published_at=now - timedelta(hours=60), status="withdrawn")
    make_article(published_at=now - timedelta(hours=40), language="ru")
    make_article(published_at=now + timedelta(days=1))
    assert (ArticlePage.of(first).previous, ArticlePage.of(first).next) == (None, second)
    page = ArticlePage.of(second)
    assert (page.previous, page.next) == (first, third)
    assert page.shown_ids == [second.pk, first.pk, third.pk]
    assert ArticlePage.of(third).next is None


def test_articles_of_the_same_moment_stand_in_the_order_of_their_ids():
    now = timezone.now()
    first, second = make_article(published_at=now), make_article(published_at=now)
    assert ArticlePage.of(first).next == second
    assert ArticlePage.of(second).previous == first


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_not_public_is_not_found(status):
    article = make_article(status=status)
    assert public_article("en", article.slug) is None
    assert public_article_by_id(article.pk) is None


def test_an_article_is_found_once_its_time_has_come(monkeypatch):
    soon = make_article(published_at=timezone.now() + timedelta(hours=1))
    assert public_article("en", soon.slug) is None
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert public_article("en", soon.slug) == soon
    assert public_article("ru", soon.slug) is None
    assert public_article_by_id(soon.pk) == soon
