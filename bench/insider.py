"""What a process inside a site can be asked (``bench/inside.py`` starts it).

Every function takes and returns what JSON can carry.
"""

import time
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench import desk, known
from blog.models import Article, Author, Category, Tag
from comments.models import Comment, Status
from comments.places import page_address

_JSON = "application/json"


def articles() -> dict[str, str]:
    """The addresses of the articles of known sizes, by size; smallest first."""
    slugs = {known.slug_of(size): size for size in known.SIZES}
    found = Article.objects.public().filter(slug__in=slugs, language=settings.LANGUAGE_CODE)
    by_size = sorted((slugs[article.slug], article) for article in found)
    return {str(size): article.get_absolute_url() for size, article in by_size}


def pages() -> dict[str, str]:
    """The address of one page of each kind, by name, each as full as it can be."""
    listed = Article.objects.public().in_edition(settings.LANGUAGE_CODE)
    newest = timezone.localtime(listed.newest_first()[0].published_at)
    month = newest.year * 12 + newest.month - 2  # the one before, which is over
    addresses = articles()
    middle = listed.count() // settings.ARTICLES_PER_PAGE // 2
    largest = Article.objects.get(slug=known.slug_of(int([*addresses][-1])))
    threads = Comment.objects.on(largest).approved().filter(parent=None).order_by("pk")
    one = threads[threads.count() // 2]
    return {
        "home": reverse("blog:home"),
        "home, a page in the middle": f"{reverse('blog:home')}?page={middle}",
        "article with 100 comments": addresses["100"],
        "article with the most comments, in the middle": page_address(one).partition("#")[0],
        "category": Category.objects.earliest("pk").get_absolute_url(),
        "tag": Tag.objects.earliest("pk").get_absolute_url(),
        "author": Author.objects.earliest("pk").get_absolute_url(),
        "month": reverse("blog:month", args=[month // 12, month % 12 + 1]),
        "feed of articles": reverse("blog:feed"),
        "feed of an article's comments": f"{largest.get_absolute_url()}feed/",
        "feed of all comments": reverse("comment_feeds:site"),
        "permalink": one.get_absolute_url(),
        "desk: held": desk.address(tab="held"),
        "desk: search for a rare word": desk.address(tab="all", q=known.RARE_WORD),
        "desk: search for a common word": desk.address(tab="all", q=known.COMMON_WORD),
    }


def render(path: str) -> dict[str, Any]:
    """Have the page rendered once, and say how many milliseconds and queries that took."""
    client = _staff() if path.startswith("/admin/") else _guest()
    return _measured(lambda: client.get(path))


def reply(article: int, number: int) -> dict[str, Any]:
    """Take a reply in, up to the end of its transaction, and leave nothing behind."""
    address = f"{11 + number % 100}.{number // 100 % 256}.{number // 25_600 % 256}.9"
    typed = {
        "article": article,
        "name": f"Reader {number}",
        "email": f"one-more-{number}@example.org",
        "comment": f"I was there on that day, and it was not so. {number}",
    }
    with transaction.atomic():
        began = time.perf_counter()
        response = _guest().post(reverse("comments:post"), typed, REMOTE_ADDR=address)
        took = time.perf_counter() - began
        transaction.set_rollback(True)
    return {"ms": took * 1000, "status": response.status_code, "size": 0}


def decision(pk: int) -> dict[str, Any]:
    """Approve, up to the end of the transaction, and leave nothing behind."""
    comment = Comment.objects.get(pk=pk)
    with transaction.atomic():
        began = time.perf_counter()
        comment.approve(by=_moderator())
        took = time.perf_counter() - began
        transaction.set_rollback(True)
    return {"ms": took * 1000, "status": 200, "size": 0}


def decide(pk: int, seen: int) -> dict[str, Any]:
    """Approve as the desk's script does, from the button to its answer, COMMIT and all."""
    address = reverse("admin:comments_comment_decide")
    pressed = {"decide": f"approve:{pk}", f"seen-{pk}": seen, "back": "?tab=held&order=oldest"}
    return _measured(lambda: _staff().post(address, pressed, headers={"accept": _JSON}))


def _measured(ask: Callable[[], Any]) -> dict[str, Any]:
    """Milliseconds, statements (those that open and close a transaction, too), and the answer."""
    statements = 0

    def one_more(execute: Any, *how: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(*how)

    with connection.execute_wrapper(one_more):
        began = time.perf_counter()
        response = ask()
        took = time.perf_counter() - began
    return {
        "ms": took * 1000,
        "status": response.status_code,
        "size": len(response.content),
        "queries": statements,
    }


def count() -> int:
    """The number of comments, of any status."""
    return Comment.objects.count()


def article_ids(number: int) -> list[int]:
    """The ids of articles that take replies, newest first."""
    public = Article.objects.public().exclude(comment_status="closed").newest_first()
    return list(public.values_list("pk", flat=True)[:number])


def addresses(number: int) -> list[str]:
    """The addresses of the newest articles of the default edition."""
    public = Article.objects.public().in_edition(settings.LANGUAGE_CODE)
    return [article.get_absolute_url() for article in public.newest_first()[:number]]


def held(number: int) -> list[int]:
    """The ids of held comments on public articles, as far apart as there are articles."""
    waiting = Comment.objects.filter(status=Status.HELD)
    public = waiting.filter(article__in=Article.objects.public()).order_by("pk")
    one_each: dict[int, int] = {}
    others = []
    for pk, article in public.values_list("pk", "article"):
        if one_each.setdefault(article, pk) != pk:
            others.append(pk)
    return [*one_each.values(), *others][:number]


def place(pk: int) -> str:
    """The address of the page on which the comment will stand once it is approved."""
    comment = Comment.objects.select_related("article").get(pk=pk)
    return page_address(comment).partition("#")[0]


def approve(pk: int) -> float:
    """Approve as the desk does. Returns when that was committed, on the monotonic clock."""
    Comment.objects.get(pk=pk).approve(by=_moderator())
    return time.monotonic()


def hold(pk: int) -> float:
    Comment.objects.get(pk=pk).hold(by=_moderator())
    return time.monotonic()


@cache
def _moderator() -> Any:
    return get_user_model().objects.get(username=known.MODERATOR)


@cache
def _guest() -> Client:
    return Client(SERVER_NAME="127.0.0.1")


@cache
def _staff() -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(_moderator())
    return client


#: By the name that they are asked by.
FUNCTIONS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        articles,
        pages,
        render,
        count,
        article_ids,
        addresses,
        held,
        place,
        approve,
        hold,
        reply,
        decision,
        decide,
        desk.desk_pages,
        desk.waiting,
    )
}
