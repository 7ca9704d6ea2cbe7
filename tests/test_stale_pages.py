"""Whatever readers could see change is shown at the next request, on every address.

Each change is made while all pages are in memory; afterwards the page cache and Django
must say the same everywhere. A new way to change something public belongs into CHANGES.
"""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.utils import timezone

from blog.models import Article, Author, Category, Tag
from comments.erasing import Address, erase_rows
from comments.models import Comment, Discussion, Erasure, HouseRules
from comments.moderation import Submission
from comments.second_thoughts.revise import revise
from comments.submit import submit
from comments.tasks import rerender_outdated
from pagecache.door import PageCache
from pagecache.log import PurgeLog
from pagecache.store import Store
from tests.make import make_article, make_author, make_category, make_comment, make_tag
from tests.surfaces import addresses
from tests.wsgi import ask

pytestmark = pytest.mark.django_db(transaction=True)


class World:
    """A small site: three articles in a row, filed everywhere, one of them answered."""

    def __init__(self) -> None:
        now = timezone.now()
        self.asia = make_category("Asia")
        self.tajikistan = make_category("Tajikistan", parent=self.asia)
        self.sport = make_category("Sport")
        self.tag, self.author = make_tag(), make_author()
        self.world = make_category("World")
        further = [self.sport, self.world]
        filed = {"tags": [self.tag], "authors": [self.author], "further": further}
        self.old, self.article, self.new = (
            make_article(
                category=self.tajikistan, published_at=now - timedelta(days=days), **filed
            )
            for days in (70, 40, 10)
        )
        self.draft = make_article("Draft", category=self.sport, status=Article.Status.DRAFT)
        self.comment = make_comment(self.article, "A first word.", name="Zarina")
        self.answer = make_comment(self.article, "An answer.", parent=self.comment)
        self.held = make_comment(self.article, "A held word.", status="held")
        self.rules = HouseRules.objects.create(language="en", text="Be brief.")
        self.user = User.objects.create_user("moderator")

    def addresses(self) -> list[str]:
        everything = addresses(self.article, self.comment)
        found = [address for address in everything if not address.startswith("/ru")]
        found += ["/category/sport/", "/category/world/feed/", "/ru/", "/ru/feed/"]
        for beside in (self.old, self.new):
            found += [beside.get_absolute_url(), f"{beside.get_absolute_url()}feed/"]
        # What takes replies, and what tells the time, is no page.
        no_pages = ("/comments/post/", "/comments/begin/")
        return [address for address in dict.fromkeys(found) if address not in no_pages]


def edit(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def in_a_transaction(change):
    def changed(world):
        with transaction.atomic():
            change(world)

    return changed


def a_known_reader_replies(world):
    key = uuid4()
    Comment.objects.filter(pk=world.comment.pk).update(browser_key=key)
    written = submit(
        Submission(
            article=world.article, name="N", email="n@example.org", text="New!", proven_key=key
        )
    )
    assert written.status == "approved"


def the_renderer_is_new(world):
    Comment.objects.filter(pk=world.comment.pk).update(html_version=0, html="<p>Old</p>")
    rerender_outdated.call()


def erased(world, how):
    erasure = Erasure.objects.create(address=world.comment.email, how=how)
    erase_rows(Address(erasure.address), erasure)


CHANGES = {
    "an article is edited": lambda w: edit(w.article, title="Changed", body="<p>New</p>"),
    "an article gets another slug": lambda w: edit(w.article, slug="other"),
    "an article gets another date": lambda w: edit(
        w.article, published_at=w.article.published_at - timedelta(days=60)
    ),
    "an article is filed elsewhere": lambda w: edit(w.article, category=w.sport),
    "an article is published": lambda w: w.draft.publish(),
    "an article is published in between": lambda w: w.draft.publish(
        at=w.article.published_at + timedelta(hours=1)
    ),
    "an article is withdrawn": lambda w: w.article.withdraw(),
    "the newest article is withdrawn": lambda w: w.new.withdraw(),
    "an article is deleted": lambda w: w.new.delete(),
    "articles are deleted at once": lambda w: Article.objects.filter(pk=w.new.pk).delete(),
    "articles are updated at once": lambda w: Article.objects.update(title="The same"),
    "comments are closed": lambda w: edit(w.article, comment_status="closed"),
    "comments are closed in a category": lambda w: edit(w.tajikistan, comment_status="closed"),
    "the site nests comments less deep": lambda w: edit(Discussion.row(), thread_comments_depth=1),
    "the house rules are edited": lambda w: edit(w.rules, text="Be honest."),
    "the house rules are for another edition": lambda w: edit(w.rules, language="ru"),
    "the house rules are deleted": lambda w: w.rules.delete(),
    "house rules are deleted at once": lambda w: HouseRules.objects.all().delete(),
    "a tag is given": lambda w: w.article.tags.add(make_tag("peace")),
    "a tag is taken away": lambda w: w.article.tags.clear(),
    "a tag takes an article": lambda w: w.tag.articles.remove(w.article),
    "a tag lets go of all": lambda w: w.tag.articles.clear(),
    "a tag is renamed": lambda w: edit(w.tag, name="Renamed"),
    "a tag is deleted": lambda w: w.tag.delete(),
    "tags are deleted at once": lambda w: Tag.objects.all().delete(),
    "an author is given": lambda w: w.article.authors.set([make_author("Bahrom")]),
    "an author is renamed": lambda w: edit(w.author, name="Renamed"),
    "an author is deleted": lambda w: w.author.delete(),
    "authors are deleted at once": lambda w: Author.objects.all().delete(),
    "a further category is taken away": lambda w: w.article.further_categories.clear(),
    "a category is renamed": lambda w: edit(w.tajikistan, name="Renamed", slug="renamed"),
    "a category moves": lambda w: edit(w.tajikistan, parent=w.sport),
    "a category is new": lambda w: make_category("Culture"),
    "a category is deleted": lambda w: w.world.delete(),
    "categories are deleted at once": lambda w: Category.objects.filter(pk=w.world.pk).delete(),
    "a comment is approved": lambda w: w.held.approve(by=w.user),
    "a comment is held": lambda w: w.answer.hold(by=w.user),
    "a comment is spam": lambda w: w.answer.mark_spam(by=w.user),
    "an answered comment is thrown away": lambda w: w.comment.trash(by=w.user),
    "somebody's comments are erased": lambda w: erased(w, "remove"),
    "somebody's comments lose the name": lambda w: erased(w, "anonymise"),
    "a reply is published at once": a_known_reader_replies,
    "its author changes a comment": lambda w: revise(w.answer, "Better.", Discussion.current()),
    "its author changes a comment for the worse": lambda w: revise(
        w.answer, "https://a.tj https://b.tj https://c.tj", Discussion.current()
    ),
    "its author withdraws a comment": lambda w: w.answer.withdraw(),
    "comments are rendered anew": the_renderer_is_new,
}


@pytest.fixture
def cache():
    log = PurgeLog()
    cache = PageCache(get_wsgi_application(), Store(64_000_000), log)
    cache._pause = 0  # look at each request
    yield cache
    log.close()


def fresh_pages(cache, addresses) -> dict[str, Any]:
    """What Django says at the addresses now."""
    return {address: ask(cache.application, address) for address in addresses}


def stale(cache, pages) -> list[str]:
    """The addresses at which the cache doesn't say what Django says."""
    wrong = []
    for address, fresh in pages.items():
        ready = ask(cache, address)
        location = ready.headers.get("Location"), fresh.headers.get("Location")
        if ready.status != fresh.status or ready.body != fresh.body or location[0] != location[1]:
            wrong.append(address)
    return wrong


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_page_is_right_after(change, cache):
    world = World()
    asked = world.addresses()
    before = {address: ask(cache, address).body for address in asked}
    assert len(cache.store) > len(asked) * 0.6
    in_a_transaction(change)(world)
    pages = fresh_pages(cache, asked)
    assert any(pages[address].body != before[address] for address in asked)
    assert stale(cache, pages) == []


def test_a_change_that_is_rolled_back_throws_nothing_away(cache):
    world = World()
    for address in world.addresses():
        ask(cache, address)
    kept = len(cache.store)
    with transaction.atomic():
        edit(world.article, title="Changed")
        transaction.set_rollback(True)
    assert stale(cache, fresh_pages(cache, world.addresses())) == []
    assert len(cache.store) == kept


@pytest.mark.parametrize("change", ["a scheduled article appears", "comments close"])
def test_every_page_is_right_when_the_clock_passes(change, cache, monkeypatch, settings):
    world = World()
    if change == "comments close":
        settings.COMMENTS_CLOSE_AFTER_DAYS = 41
    else:
        world.draft.publish(at=timezone.now() + timedelta(hours=1))
    asked = world.addresses()
    before = {address: ask(cache, address).body for address in asked}
    later = timezone.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    monkeypatch.setattr("pagecache.door.time", later.timestamp)
    pages = fresh_pages(cache, asked)
    assert any(pages[address].body != before[address] for address in asked)
    assert stale(cache, pages) == []
