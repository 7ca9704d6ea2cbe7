"""The HTML of every public page is valid: the Nu checker has neither error nor warning.

The checker is a Java programme; VNU_JAR is the path of its vnu.jar. Without it, or without
Java, the test is skipped; with REQUIRE_VNU=1 in the environment it fails instead.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from blog.characters import clean_name, printable
from blog.models import Article, Author
from comments.models import Comment, Status
from tests.data import shared_json
from tests.full_desk import LIST, make_full_desk
from tests.make import (
    make_article,
    make_author,
    make_category,
    make_comment,
    make_staff,
    make_tag,
    reply_data,
)

LANGUAGES = ["en", "ru", "tg", "fa"]
WRITTEN = datetime(2025, 6, 18, 12, tzinfo=UTC)
POST = "/comments/post/"

#: Of admin; it is Django's.
SIDEBAR = re.compile(rb'<nav [^>]*id="nav-sidebar".*?</nav>', re.DOTALL)


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command that checks the files whose names follow."""
    java, jar = shutil.which("java"), os.environ.get("VNU_JAR", "")
    if java and Path(jar).is_file():
        return [java, "-jar", jar, "--format", "json", "--exit-zero-always", "--stdout"]
    why = "VNU_JAR is not the path of the Nu checker's vnu.jar" if java else "There is no Java"
    if os.environ.get("REQUIRE_VNU") == "1":
        pytest.fail(f"{why}, but REQUIRE_VNU=1.")
    pytest.skip(f"{why}: the HTML of the pages is not checked.")


@pytest.mark.django_db
def test_every_public_page_is_valid_html(checker, guest, settings, tmp_path):
    settings.ARTICLES_PER_PAGE = settings.COMMENTS_THREADS_PER_PAGE = 2
    author = make_author(about="Writes & reads.")
    pages = dict(pages_of_no_edition(guest))
    for language in LANGUAGES:
        article = make_edition(language, author)
        with translation.override(language):
            for name, page in pages_of_edition(guest, article):
                assert f'<html lang="{language}"' in page.content.decode(), name
                pages[f"{language} {name}"] = page
    assert complaints(checker, pages, tmp_path) == []


@pytest.mark.django_db
def test_no_comment_makes_a_page_invalid(checker, guest, settings, tmp_path):
    attacks = [attack["payload"] for attack in shared_json("xss-payloads.json")]
    naughty = [text for text in shared_json("naughty-strings.json") if clean_name(text)]
    settings.COMMENTS_THREADS_PER_PAGE = len(attacks) + len(naughty)
    article = make_article()
    for text in attacks[::4] + naughty[::4]:
        make_comment(article, text, name=clean_name(text)[:245])
    # Controls come back as they were typed, too; HTML has no valid way to write them.
    typed = printable("\n\n".join(attacks))
    form_given_back = guest.post(
        POST, reply_data(article, comment=typed, name="'\"<b>&", email="'\"<b>&@")
    )
    assert form_given_back.status_code == 422
    pages = {"article": guest.get(article.get_absolute_url()), "form": form_given_back}
    assert complaints(checker, pages, tmp_path) == []


@pytest.mark.django_db
def test_every_page_of_the_desk_is_valid_html(checker, client, tmp_path):
    client.force_login(make_staff("Chief"))
    pages = {}
    for language in LANGUAGES:
        comment = make_full_desk(language, words=900)
        for name, page in pages_of_the_desk(client, comment, language):
            assert f'<html lang="{language}"' in page.text, name
            page.content = SIDEBAR.sub(b"", page.content)
            pages[f"{language} {name}"] = page
    found = complaints(checker, pages, tmp_path)
    # Readers write in any language, whatever that of the moderator is.
    assert [said for said in found if "document appears to be written in" not in said] == []


def pages_of_the_desk(
    client: Client, comment: Comment, language: str
) -> Iterator[tuple[str, HttpResponse]]:
    """Every kind of page of the desk with its name, in the language of the browser."""
    headers = {"Accept-Language": language}
    for query in ("", "?tab=all&order=newest", "?tab=reported", "?q=nothing+<&>", "?undo=1:2"):
        yield f"desk {query}", client.get(LIST + query, headers=headers)
    narrowed = f"?tab=all&article={comment.article_id}&age=day&rule=links"
    yield "narrowed desk", client.get(LIST + narrowed, headers=headers)
    yield "comment", client.get(f"{LIST}{comment.pk}/change/", headers=headers)
    approved = Comment.objects.public().on(comment.article)[0]
    for panel in ("reply", "edit", "note", "report"):
        address = f"{LIST}{approved.pk}/{panel}/"
        yield panel, client.get(address, headers=headers)
        wrong = {"source": "<&>", "note": "x" * 2000, "csrfmiddlewaretoken": "x"}
        yield f"wrong {panel}", client.post(address, wrong, headers=headers)
    removed = Comment.objects.filter(status=Status.TRASH).on(comment.article)[0]
    yield "no reply", client.get(f"{LIST}{removed.pk}/reply/", headers=headers)
    yield "gone", client.post(f"{LIST}999999/note/", {"text": "<&>"}, headers=headers)
    signed_out = Client(headers=headers)
    yield "signed out", signed_out.post(f"{LIST}{comment.pk}/note/", {"text": "<&>"})
    strict = Client(enforce_csrf_checks=True, headers=headers)
    strict.cookies = client.cookies
    yield "old token", strict.post(f"{LIST}{comment.pk}/note/", {"text": "<&>"})


def make_edition(language: str, author: Author) -> Article:
    """Articles of one language with everything that can stand around and below them."""
    section = make_category("Sport & play", language=language, description="What <we> do.")
    nested = make_category("Chess", language=language, parent=section)
    tag = make_tag("“Quoted” <tag>", language=language)
    for number in range(4):
        make_article(
            f"{number}: A & B < C",
            language=language,
            category=nested,
            tags=[tag],
            authors=[author],
            published_at=WRITTEN,
        )
    article = make_article(
        'Five < six & "seven"',
        language=language,
        category=nested,
        further=[section],
        tags=[tag],
        authors=[author],
        standfirst='What "they" said & did.',
        body="<h2>One</h2><p>Two <a href='/?a=1&amp;b=2'>three</a></p><pre>4 &lt; 5</pre><hr>"
        "<ol start='3'><li><p>Six</p></li></ol><blockquote><p>Seven</p></blockquote>",
        published_at=WRITTEN,
    )
    above = make_comment(article, "5 < 6 & <b>bold</b> <ul><li>one<li>two</ul>")
    for depth in range(2, 6):
        above = make_comment(
            article, f"<pre>Depth {depth}</pre>", parent=above, name="<Мадина> & Co"
        )
    make_comment(article, "In a removed thread", parent=make_comment(article, status=Status.TRASH))
    make_comment(article, "سلام\n\nدوباره", website="https://example.org/?a=1&b=2")
    return article


def pages_of_edition(guest: Client, article: Article) -> Iterator[tuple[str, HttpResponse]]:
    """Every kind of page of the article's edition with its name, once."""
    home = reverse("blog:home")
    address = article.get_absolute_url()
    bare = Article.objects.public().in_edition(article.language).exclude(pk=article.pk)[0]
    answered = Comment.objects.public().on(article)[0]

    def shown(where: str, status: int = 200) -> HttpResponse:
        page = guest.get(where)
        assert page.status_code == status, where
        return page

    def posted(status: int, **fields: Any) -> HttpResponse:
        page = guest.post(POST, reply_data(article, **fields))
        assert page.status_code == status, fields
        return page

    yield "home", shown(home)
    yield "second page", shown(f"{home}?page=2")
    yield "category", shown(article.category.parent.get_absolute_url())
    yield "nested category", shown(article.category.get_absolute_url())
    yield "tag", shown(article.tags.get().get_absolute_url())
    yield "author", shown(article.authors.get().get_absolute_url())
    yield "year", shown(reverse("blog:year", args=[2025]))
    yield "month", shown(reverse("blog:month", args=[2025, 6]))
    yield "nothing here", shown(f"{home}nothing/", 404)
    yield "article without comments", shown(bare.get_absolute_url())
    yield "article with comments", shown(address)
    yield "second page of comments", shown(f"{address}?cpage=2")
    yield "answer to a comment", shown(f"{address}?replytocom={answered.pk}")
    yield "preview that is over", shown(f"{address}?awaiting=nothing")
    yield "preview", shown(posted(303, comment="5 < 6 & <b>x</b>").url)
    yield "said before", posted(409, comment="5 < 6 & <b>x</b>", email="another@example.org")
    yield "nothing typed", posted(422, comment="", name="", email="")
    yield "everything wrong", posted(422, email="@", website="<&>", name="\0", parent=answered.pk)
    yield "parent that is not there", posted(404, parent=0x7FFFFFFF)
    yield (
        "reply from elsewhere",
        guest.post(
            POST, reply_data(article, comment="Hm"), headers={"Origin": "https://example.org"}
        ),
    )
    Article.objects.filter(pk=article.pk).update(comment_status="closed")
    yield "closed", shown(address)
    yield "reply to what is closed", posted(403)


def pages_of_no_edition(guest: Client) -> Iterator[tuple[str, HttpResponse]]:
    yield "empty site", guest.get("/")
    yield "too much", guest.post(POST, {"comment": "x" * 1_100_000})
    yield "no form", guest.post(POST, "typed", content_type="text/plain")
    yield "no post", guest.get(POST)
    yield "unknown address", guest.get("/comments/1/")
    yield "error of ours", HttpResponse(render_to_string("500.html"))
    yield (
        "bad request",
        HttpResponse(render_to_string("400.html", request=RequestFactory().get("/"))),
    )
    yield (
        "not allowed",
        HttpResponse(render_to_string("403.html", request=RequestFactory().get("/"))),
    )


def complaints(checker: list[str], pages: dict[str, HttpResponse], folder: Path) -> list[str]:
    """Errors and warnings about the pages, all checked in one run.

    Left out are plain information, such as that a slash in ``<input />`` means nothing, and
    the value of a field that is given back as the reader typed it, which is no address yet.
    """
    names = {}
    for number, (name, page) in enumerate(pages.items()):
        assert page["Content-Type"].startswith("text/html"), name
        file = folder / f"{number}.html"
        file.write_bytes(page.content)
        names[file.name] = name
    checked = subprocess.run(
        [*checker, *map(str, folder.glob("*.html"))], capture_output=True, check=True, timeout=300
    )
    messages = json.loads(checked.stdout)["messages"]
    return [
        f"{names[Path(found['url']).name]}: {found['message']} {found.get('extract', '')!r}"
        for found in messages
        if (found["type"] != "info" or found.get("subType") == "warning")
        and "for attribute “value” on element “input”" not in found["message"]
    ]
