from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from blog.models import Article, Month, Placement
from blog.pagination import newest
from tests.make import make_article
from tests.many import make_many_articles

pytestmark = pytest.mark.django_db

MARCH, APRIL, MAY = (datetime(2026, month, 1, tzinfo=UTC) for month in (3, 4, 5))


def in_month(begins: datetime, number: int) -> list[dict]:
    return [{"published_at": begins + timedelta(hours=hour)} for hour in range(number)]


def counted(language: str = "en") -> dict[datetime, int]:
    return dict(Month.objects.filter(language=language).values_list("begins", "articles"))


def listed(language: str = "en") -> list[Article]:
    return list(Article.objects.public().in_edition(language).newest_first())


def reached(number: int, language: str = "en") -> list[Article]:
    """The list of the edition from a place on, as found by way of the months."""
    public = Article.objects.public().in_edition(language)
    last, left = Month.passing_by(language, number)
    return list(public.filter(published_at__lte=last).newest_first()[left:])


@pytest.fixture
def articles():
    """In three months, one between them empty, in this one, and some still to come."""
    now = timezone.now()
    made = [*in_month(MARCH, 3), *in_month(MAY, 4)]
    made += [{"published_at": now - timedelta(seconds=second)} for second in range(2)]
    others = [{"published_at": now + timedelta(days=days)} for days in (1, 40)]
    others += [{"published_at": MAY, "status": Article.Status.DRAFT}]
    others += [{"published_at": APRIL, "language": "ru"}]
    return make_many_articles(made + others)[: len(made)]


def test_months_that_are_over_are_counted_by_edition(articles):
    Month.count_missing()
    assert {begins: n for begins, n in counted().items() if n} == {MARCH: 3, MAY: 4}
    assert counted()[APRIL] == 0
    assert counted("ru")[APRIL] == 1
    assert max(counted()) < timezone.now().replace(day=1)


def test_any_place_of_the_list_is_found(articles):
    Month.count_missing()
    expected = listed()
    assert len(expected) == 9
    for number in range(11):
        assert reached(number) == expected[number:]
    assert reached(0, "ru") == listed("ru")
    assert reached(1, "ru") == []


@pytest.mark.parametrize("missing", [[], [MAY], [MARCH], [APRIL, MAY], [MARCH, APRIL, MAY], "all"])
def test_what_is_not_counted_is_counted_for_whoever_asks(articles, missing):
    Month.count_missing()
    gone = Month.objects.all() if missing == "all" else Month.objects.filter(begins__in=missing)
    gone.delete()
    expected = listed()
    for number in range(11):
        assert reached(number) == expected[number:]


def test_articles_of_one_moment_are_passed_by_in_their_order():
    for _ in range(6):
        make_article(published_at=MAY)
    Month.count_missing()
    expected = listed()
    for number in range(7):
        assert reached(number) == expected[number:]


CHANGES = {
    "written": lambda article: make_article(published_at=MAY + timedelta(days=3)),
    "withdrawn": lambda article: article.withdraw(),
    "moved": lambda article: Article.objects.filter(pk=article.pk).update(published_at=MARCH),
    "withdrawn past the model": lambda article: Article.objects.filter(pk=article.pk).update(
        status=Article.Status.WITHDRAWN
    ),
    "deleted": lambda article: article.delete(),
    "many deleted": lambda article: Article.objects.filter(published_at__gte=APRIL).delete(),
    "scheduled for a month that is over": lambda article: make_article().publish(at=APRIL),
    "rebuilt": lambda article: Placement.rebuild(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_no_change_leaves_a_wrong_number(articles, change):
    Month.count_missing()
    change(articles[4])
    right = dict.fromkeys(counted(), 0)
    for article in Article.objects.filter(status=Article.Status.PUBLISHED, language="en"):
        begins = article.published_at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        if begins in right:
            right[begins] += 1
    assert counted() == right
    expected = listed()
    assert reached(5) == expected[5:]
    Month.count_missing()
    assert reached(5) == expected[5:]


@pytest.mark.django_db(transaction=True)
def test_who_counts_waits_for_whoever_is_changing_something():
    make_many_articles(in_month(MAY, 2))
    has_changed, may_commit = Event(), Event()

    def change() -> None:
        with transaction.atomic():
            make_article(published_at=MAY + timedelta(days=3))
            has_changed.set()
            assert may_commit.wait(10)
        connection.close()

    def count() -> None:
        Month.count_missing()
        connection.close()

    changing, counting = Thread(target=change), Thread(target=count)
    changing.start()
    assert has_changed.wait(10)
    counting.start()
    counting.join(0.3)
    assert counting.is_alive()
    may_commit.set()
    changing.join(10)
    counting.join(10)
    assert counted()[MAY] == 3


def test_a_change_of_words_forgets_nothing(articles):
    Month.count_missing()
    before = counted()
    article = articles[4]
    article.title = "Another title"
    article.save()
    assert counted() == before


def test_far_pages_are_what_passing_by_all_of_it_gives(articles, monkeypatch):
    Month.count_missing()
    monkeypatch.setattr("blog.pagination._FAR", 4)
    expected = listed()
    assert list(newest(Article.objects.all(), "en", 4, 7)) == expected[4:7]
    assert list(newest(Article.objects.in_year(2026), "en", 5, 7)) == expected[5:7]
    in_category = Placement.objects.in_category(articles[4].category)
    assert (
        list(newest(in_category, "en", 0, 1))
        == [article for article in expected if article.category == articles[4].category][:1]
    )
