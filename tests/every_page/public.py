"""What readers see of the editions, and what their forms answer."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from blog.characters import clean_name, printable
from blog.models import Article, Author
from comments.models import Comment, Status
from tests.data import shared_json
from tests.make import (
    make_article,
    make_author,
    make_category,
    make_comment,
    make_staff,
    make_tag,
    reply_data,
)

from .visiting import FROM_ELSEWHERE, LANGUAGES, Pages, in_its, visitor

WRITTEN = datetime(2025, 6, 18, 12, tzinfo=UTC)
POST = "/comments/post/"


def public_pages(settings: Any) -> Pages:
    settings.ARTICLES_PER_PAGE = settings.COMMENTS_THREADS_PER_PAGE = 2
    author = make_author(about="Writes & reads.")
    yield from pages_of_no_edition(visitor())
    for language in LANGUAGES:
        article = make_edition(language, author)
        with translation.override(language):
            for name, page in pages_of_edition(visitor(), article):
                yield in_its(language, name, page)


def hostile_pages(settings: Any) -> Pages:
    """No comment makes a page invalid."""
    attacks = [attack["payload"] for attack in shared_json("xss-payloads.json")]
    naughty = [text for text in shared_json("naughty-strings.json") if clean_name(text)]
    settings.COMMENTS_THREADS_PER_PAGE = len(attacks) + len(naughty)
    article, guest = make_article(), visitor()
    for text in attacks[::4] + naughty[::4]:
        make_comment(article, text, name=clean_name(text)[:245])
    yield "article", guest.get(article.get_absolute_url())
    # Controls come back as they were typed, too; HTML has no valid way to write them.
    typed = printable("\n\n".join(attacks))
    form_given_back = guest.post(
        POST, reply_data(article, comment=typed, name="'\"<b>&", email="'\"<b>&@")
    )
    assert form_given_back.status_code == 422
    yield "form", form_given_back


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
    picked = make_comment(article, "<ol><li>picked</ol> & <i>so</i>", name="<Мадина> & Co")
    picked.pick(make_staff("Moderator", f"picker-{language}"))
    return article


def pages_of_edition(guest: Client, article: Article) -> Pages:
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
    yield "privacy", shown(reverse("comment_pages:privacy"))
    yield "month", shown(reverse("blog:month", args=[2025, 6]))
    yield "nothing here", shown(f"{home}nothing/", 404)
    yield "article without comments", shown(bare.get_absolute_url())
    yield "article with comments", shown(address)
    yield "second page of comments", shown(f"{address}?cpage=2")
    yield "newest comments first", shown(f"{address}?corder=newest")
    yield "most discussed first", shown(f"{address}?corder=discussed&cpage=2")
    yield "answer to a comment", shown(f"{address}?replytocom={answered.pk}")
    yield "preview that is over", shown(f"{address}?awaiting=nothing")
    yield "preview", shown(posted(303, comment="5 < 6 & <b>x</b>").url)
    whole = reply_data(article, comment="5 < 6 & <b>x</b>\n\n> y", name="", preview="1")
    yield "preview before it is sent", guest.post("/comments/preview/", whole)
    long = whole | {"comment": "5 < 6 " * 2_000}
    yield "preview of too much", guest.post("/comments/preview/", long)
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
    yield from pages_of_a_report(guest, answered)
    Article.objects.filter(pk=article.pk).update(comment_status="closed")
    yield "closed", shown(address)
    yield "reply to what is closed", posted(403)


def pages_of_a_report(guest: Client, comment: Comment) -> Pages:
    """The form, the thanks, and what is said to those who can't send it."""
    address = f"/comments/{comment.pk}/report/"
    given = {"cause": "insult", "note": "5 < 6 & <b>x</b>", "language": comment.language}
    yield "report", guest.get(address)
    yield "no reason", guest.post(address, {})
    yield "long note", guest.post(address, given | {"note": "x" * 2000})
    yield "report from elsewhere", guest.post(address, given, headers=FROM_ELSEWHERE)
    yield "reported", guest.get(guest.post(address, given).url)
    yield "reported before", guest.post(address, given | {"note": "again"})
    yield "nothing to report", guest.post("/comments/999999/report/", given)


def pages_of_no_edition(guest: Client) -> Pages:
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
