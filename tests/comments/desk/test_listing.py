"""The desk's lists against a plain loop over all comments."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import NamedTuple

import pytest
from django.utils import timezone

from blog.models import Article, Category
from comments.desk import listing
from comments.desk.asked import AGES, ORDERS, TABS, Asked
from comments.desk.listing import Listing, counts
from comments.models import Comment
from tests.make import make_article, make_category, make_comment, make_reason, make_staff
from tests.once import made_once

pytestmark = pytest.mark.django_db

STATUSES = ["held", "approved", "spam", "trash"]

NARROWED = (
    [{}, {"article": 1}, {"category": 1}, {"category": 2}, {"language": "tg"}]
    + [{"age": age} for age in ("day", "over-day")]
    + [{"q": "river"}, {"q": "river bank"}, {"rule": "links"}, {"q": "river", "rule": "links"}]
    + [{"language": "en", "age": "week"}, {"category": 1, "language": "en", "age": "over-day"}]
    + [{"article": 2, "q": "river"}, {"category": 1, "rule": "links"}, {"q": "nowhere"}]
)


class Site(NamedTuple):
    """What the random comments stand on; a filter names articles and categories by place."""

    categories: list[Category]
    articles: list[Article]
    rules: dict[int, str]

    def comments(self) -> list[Comment]:
        return list(Comment.objects.select_related("article__category__parent"))

    def asked(self, **fields) -> Asked:
        if "article" in fields:
            fields["article"] = self.articles[fields["article"]].pk
        if "category" in fields:
            fields["category"] = self.categories[fields["category"]].pk
        return Asked(**fields)


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker) -> Iterator[Site]:
    with made_once(django_db_blocker):
        yield make_site()


def make_site() -> Site:
    """120 comments at random times, some at the same one, on articles of nested categories."""
    chance = random.Random(2026)
    sport = make_category("Sport", language="en")
    chess = make_category("Chess", language="en", parent=sport)
    other = make_category("Ҷаҳон", language="tg")
    articles = [make_article(category=category) for category in (sport, chess, chess)]
    articles += [make_article(category=other, language="tg") for _ in range(2)]
    reporters = [make_staff("Reporter", name) for name in ("one", "two")]
    now, rules = timezone.now(), {}
    for _ in range(120):
        comment = make_comment(
            chance.choice(articles),
            chance.choice(["the river", "the bank of the river", "a hill"]),
            status=chance.choice(STATUSES),
            created_at=now - timedelta(hours=chance.choice([0, 2, 20, 40, 300])),
            risk=chance.choice([0, 0, 10, 30]),
        )
        rules[comment.pk] = chance.choice(["", "links", "flood"])
        if rules[comment.pk]:
            make_reason(comment, rules[comment.pk])
        for by in reporters[: chance.choice([0, 0, 1, 2]) if comment.status == "approved" else 0]:
            comment.report(by, "spam")
    return Site([sport, chess, other], articles, rules)


def expected(site: Site, asked: Asked, comments: list[Comment]) -> list[int]:
    """The ids that the desk must show, found by looking at every comment."""
    found = [comment for comment in comments if fits(site, asked, comment)]
    # What only the index of words is asked for comes in the order in which it came in.
    others = (asked.article, asked.category, asked.language, asked.age, asked.tab == "reported")
    by_words = (asked.q or asked.rule) and not any(others) and asked.ordered != "risk"
    keys = {
        "oldest": lambda one: (not by_words and one.created_at, one.pk),
        "newest": lambda one: (not by_words and one.created_at, one.pk),
        "risk": lambda one: (-(one.risk or 0), one.created_at, one.pk),
    }
    found.sort(key=keys[asked.ordered], reverse=asked.ordered == "newest")
    return [comment.pk for comment in found]


def fits(site: Site, asked: Asked, comment: Comment) -> bool:
    article = comment.article
    above = [article.category, *filter(None, [article.category.parent])]
    _label, side, long = AGES.get(asked.age, ("", "", timedelta(0)))
    is_young = comment.created_at >= timezone.now() - long
    return all(
        (
            asked.tab in ("all", "reported", comment.status),
            asked.tab != "reported" or comment.reported,
            not asked.article or article.pk == asked.article,
            not asked.category or asked.category in {category.pk for category in above},
            not asked.language or article.language == asked.language,
            not asked.age or is_young == (side == "younger"),
            not asked.rule or site.rules[comment.pk] == asked.rule,
            all(word in comment.source.split() for word in asked.q.split()),
        )
    )


def walk(asked: Asked) -> Iterator[int]:
    """All ids, page by page."""
    for _ in range(200):
        page = Listing.of(asked)
        assert len(page.ids) <= listing.PER_PAGE
        yield from page.ids
        if not page.next_after:
            return
        asked = replace(asked, after=page.next_after)
    pytest.fail("The pages have no end.")


@pytest.mark.parametrize("few", [2_000, 3], ids=["few", "many"])
@pytest.mark.parametrize("tab", TABS)
def test_every_comment_stands_on_one_page_and_in_its_place(site, monkeypatch, tab, few):
    monkeypatch.setattr(listing, "PER_PAGE", 7)
    monkeypatch.setattr(listing, "_FEW", few)
    comments = site.comments()
    for order, narrowed in product(ORDERS, NARROWED):
        asked = site.asked(tab=tab, order=order, **narrowed)
        assert list(walk(asked)) == expected(site, asked, comments), (order, narrowed)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("narrowed", [{}, {"category": 1}, {"q": "river"}])
def test_what_was_decided_in_between_hides_and_doubles_nothing(site, monkeypatch, order, narrowed):
    monkeypatch.setattr(listing, "PER_PAGE", 4)
    asked = site.asked(order=order, **narrowed)
    all_of_them, seen = expected(site, asked, site.comments()), []
    page = Listing.of(asked)
    while page.ids:
        seen += page.ids
        for comment in Comment.objects.filter(pk__in=page.ids):
            comment.approve(by=None)
        page = Listing.of(replace(asked, after=page.ids[-1]))
    assert seen == all_of_them


def test_behind_a_comment_that_is_gone_the_list_begins_anew(site):
    asked = site.asked(after=999_999)
    assert Listing.of(asked).ids == expected(site, asked, site.comments())[: listing.PER_PAGE]


COUNTED = [
    *({}, {"article": 0}, {"category": 0}, {"category": 1}, {"language": "tg"}),
    *({"category": 2, "language": "tg"}, {"category": 0, "language": "tg"}),
]


def test_the_numbers_on_the_tabs_are_exact_after_whatever_was_done(site):
    chance = random.Random(7)
    user = make_staff("Moderator")
    comments = site.comments()
    for _ in range(150):
        comment = chance.choice(comments)
        verb = chance.choice(["approve", "hold", "mark_spam", "trash", "report", "settle", "undo"])
        to = {"approve": "approved", "hold": "held", "mark_spam": "spam", "trash": "trash"}
        if verb == "report" and comment.status == "approved":
            comment.report(user, "spam")
        elif verb == "settle":
            comment.settle_reports(user)
        elif verb == "undo" and (last := comment.last_decision()).from_status:
            comment.undo(last.pk, user)
        elif to.get(verb, comment.status) != comment.status:
            getattr(comment, verb)(by=user)
    comments = site.comments()
    for narrowed in COUNTED:
        asked = site.asked(**narrowed)
        assert counts(asked) == {
            tab: len(expected(site, replace(asked, tab=tab), comments)) for tab in TABS
        }, narrowed


def test_the_numbers_of_what_has_no_comments_are_none(site):
    empty = make_article()
    assert counts(Asked(article=empty.pk)) == dict.fromkeys(TABS, 0)


def test_a_category_that_is_not_there_has_no_comments(site):
    asked = Asked(tab="all", category=999_999)
    assert Listing.of(asked).ids == []
    assert counts(asked)["all"] == 0


def test_a_narrowed_search_says_when_it_looked_through_a_part(site, monkeypatch):
    asked = site.asked(tab="all", q="river", language="en")
    assert not Listing.of(asked).matches_left_out
    monkeypatch.setattr(listing, "MOST_FOUND", 10)
    assert Listing.of(asked).matches_left_out


def test_a_search_says_when_it_left_words_out(site):
    assert Listing.of(Asked(q=" ".join(f"word{number}" for number in range(100)))).words_left_out
