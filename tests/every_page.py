"""Every kind of page of the site, with hostile words wherever somebody can write."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from django.contrib.auth import get_user_model
from django.core.signing import Signer
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone, translation

from blog.characters import clean_name, printable
from blog.models import Article, Author
from comments import mail_links, withdrawal_links
from comments.mail_links import Verb, make
from comments.models import Block, Comment, Discussion, RejectionReason, Status, Term
from comments.own import make_proof
from comments.preview import own_address
from comments.reader_links import CONFIRM, EVERYTHING, UNSUBSCRIBE
from tests.data import shared_json
from tests.full_desk import LIST, make_full_desk
from tests.make import (
    make_article,
    make_author,
    make_block,
    make_category,
    make_comment,
    make_reader,
    make_reason,
    make_staff,
    make_subscription,
    make_tag,
    make_term,
    reply_data,
    vanish,
)

LANGUAGES = ["en", "ru", "tg", "fa"]
WRITTEN = datetime(2025, 6, 18, 12, tzinfo=UTC)
POST = "/comments/post/"

#: Kinds of pages with their names.
Pages = Iterator[tuple[str, HttpResponse]]

#: Of admin; it is Django's.
SIDEBAR = re.compile(rb'<nav [^>]*id="nav-sidebar".*?</nav>', re.DOTALL)


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


def desk_pages(_settings: Any) -> Pages:
    for language in LANGUAGES:
        comment = make_full_desk(language, words=900)
        for name, page in pages_of_the_desk(chief(language), comment, language):
            yield in_its(language, name, without_sidebar(page))


def admin_pages(_settings: Any) -> Pages:
    """What the newsroom keeps besides the comments, and what it reads of them."""
    term = make_term("<b>casino</b> & Co", kind="phrase", note="“Why” & <when>")
    block = make_block("203.0.113.9", until=timezone.now() - timedelta(days=1), note="<&>")
    make_block("198.51.100.0/24", outcome="hold")
    RejectionReason.objects.create(label="Old & <loud>", is_offered=False)
    make_full_desk("en")
    for language in LANGUAGES:
        for name, page in pages_of_admin(chief(language), term, block):
            yield in_its(language, name, without_sidebar(page))


def mail_pages(_settings: Any) -> Pages:
    for language in LANGUAGES:
        for name, page in pages_behind_mail(visitor(language), language):
            yield in_its(language, name, page)
        for name, page in pages_for_readers(visitor(language), language):
            yield in_its(language, name, page)


def author_pages(_settings: Any) -> Pages:
    for language in LANGUAGES:
        for name, page in pages_of_authors(visitor(language), language):
            yield f"{language} {name}", page


def in_its(language: str, name: str, page: HttpResponse) -> tuple[str, HttpResponse]:
    assert f'<html lang="{language}"' in page.text, name
    return f"{language} {name}", page


def visitor(language: str = "en") -> Client:
    return Client(headers={"Sec-Fetch-Site": "same-origin", "Accept-Language": language})


def chief(language: str) -> Client:
    client = Client(headers={"Accept-Language": language})
    user = get_user_model().objects.filter(username="nigora").first()
    client.force_login(user or make_staff("Chief"))
    return client


def without_sidebar(page: HttpResponse) -> HttpResponse:
    page.content = SIDEBAR.sub(b"", page.content)
    return page


def pages_of_admin(client: Client, term: Term, block: Block) -> Pages:
    """The lists with their forms, the settings, the wishes about mail, and the numbers."""
    wrong = {"kind": "word", "outcome": "hold", "in_comment": "on", "text": "..."}
    for model, row in (("term", term), ("block", block)):
        address = f"/admin/comments/{model}/"
        chosen = {"action": "delete_selected", "_selected_action": row.pk}
        yield model, client.get(address)
        yield f"searched {model}", client.get(f"{address}?q=nothing+<%26>")
        yield f"new {model}", client.get(f"{address}add/")
        yield f"wrong {model}", client.post(f"{address}add/", wrong)
        yield f"one {model}", client.get(f"{address}{row.pk}/change/")
        yield f"delete {model}", client.get(f"{address}{row.pk}/delete/")
        yield f"delete {model} from the list", client.post(address, chosen)
    tried = wrong | {"text": "question", "_try": "1"}
    yield "tried term", client.post("/admin/comments/term/add/", tried)
    many = "/admin/comments/term/many/"
    yield "many terms", client.get(many)
    yield "wrong terms", client.post(many, wrong | {"terms": "...\n<&>\n" + "x" * 1000})
    yield "nothing to list", client.post(many, {})

    reasons = "/admin/comments/rejectionreason/"
    yield "reasons", client.get(reasons)
    yield "new reason", client.get(f"{reasons}add/")
    settings = "/admin/comments/discussion/1/change/"
    yield "settings", client.get(settings)
    rules = "/admin/comments/houserules/"
    yield "house rules", client.get(rules)
    yield "new house rules", client.get(f"{rules}add/")
    yield "wrong house rules", client.post(f"{rules}add/", {"text": "<&>" * 2_000})
    yield "wrong settings", client.post(settings, {"comment_max_links": "<&>"})

    comments = "/admin/comments/comment/"
    yield "mail", client.get(f"{comments}mail/")
    yield "find", client.get(f"{comments}report/")
    yield "found nothing", client.get(f"{comments}report/?comment=<%26>")
    yield "numbers", client.get(f"{comments}numbers/?days=7")


def pages_behind_mail(guest: Client, language: str) -> Pages:
    """The page with the button, what it says afterwards, and why it may be refused."""
    moderator = make_staff("Moderator", f"moderator-{language}", first_name="<Nigora> & Co")
    article = make_article("5 < 6 & “seven”", language=language)
    above = make_comment(article, "A question & <b>more</b>", name="<Rustam>")
    comment = make_comment(
        article,
        "<ul><li>one</ul>\n\nTwo",
        parent=above,
        name="<Мадина> & Co",
        status="held",
        website="https://example.org/?a=1&b=2",
    )
    make_reason(comment, message="Filled in: “%(typed)s” & <so>.", details={"typed": "<&>"})
    seen = comment.last_decision().pk
    links = {verb: make(comment, verb, moderator, seen) for verb in Verb}
    for verb, link in links.items():
        yield f"{verb}?", guest.get(link)
    from_elsewhere = {"Sec-Fetch-Site": "cross-site"}
    yield "from elsewhere", guest.post(links[Verb.SPAM], headers=from_elsewhere)
    yield "done", guest.post(links[Verb.APPROVE])
    yield "already decided", guest.get(links[Verb.TRASH])
    yield "decided meanwhile", guest.post(links[Verb.TRASH])
    yield "forged", guest.get("/comments/decide/x/")
    with patch.object(mail_links, "LIFETIME", timedelta(seconds=-1)):
        yield "expired", guest.get(links[Verb.SPAM])
    moderator.groups.clear()
    yield "no moderator", guest.get(links[Verb.SPAM])
    vanished = make_comment(make_article("Another", language=language), status="held")
    link = make(vanished, Verb.SPAM, make_staff("Chief", f"chief-{language}"), 1)
    vanish(vanished)
    yield "vanished", guest.get(link)


def pages_of_authors(guest: Client, language: str) -> Pages:
    """What an author is shown beside a comment, and the pages on which he changes his mind."""
    article = make_article("5 < 6 & “seven”", language=language)
    key = {"email": "madina@example.org", "name": "<Мадина> & Co"}
    comment = make_comment(article, "<ul><li>one</ul>\n\nTwo & <b>so", **key)
    own, ask = f"/comments/own/{make_proof(comment)}", f"/comments/{comment.pk}/withdraw/"
    from_elsewhere = {"Sec-Fetch-Site": "cross-site"}
    yield "published", guest.get(own_address(comment, Discussion.current()))
    yield "change", guest.get(f"{own}/edit/")
    yield "wrong change", guest.post(f"{own}/edit/", {"comment": "a\0<&>"})
    yield "refused change", guest.post(f"{own}/edit/", {"comment": "<b></b>"})
    yield "withdraw?", guest.get(f"{own}/withdraw/")
    yield "withdrawn from elsewhere", guest.post(f"{own}/withdraw/", headers=from_elsewhere)
    yield "not one's own", guest.post("/comments/own/x/edit/", {"comment": "<&>"})
    yield "which comment?", guest.get("/comments/withdraw/")
    yield "no comment", guest.get("/comments/withdraw/", {"comment": '<&>"'})
    yield "ask", guest.get(ask)
    yield "ask wrongly", guest.post(ask, {"email": "<&>"})
    yield "asked", guest.post(ask, {"email": "madina@example.org"})
    link = withdrawal_links.make(comment)
    yield "mailed link", guest.get(link)
    with patch.object(withdrawal_links, "LIFETIME", timedelta(seconds=-1)):
        yield "expired mailed link", guest.get(link)
    Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - timedelta(hours=1))
    yield "too late", guest.post(f"{own}/edit/", {"comment": "<&>"})
    Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now())
    comment.report(make_staff("Moderator", f"keeper-{language}"), "spam")
    comment.settle_reports(make_staff("Moderator", f"judge-{language}"))
    yield "judged", guest.post(f"{own}/edit/", {"comment": "<&>"})
    yield "withdrawn", guest.post(link)
    yield "withdrawn already", guest.get(f"{own}/withdraw/")
    yield "nothing to change", guest.get(f"{own}/edit/")
    comment.refresh_from_db()
    comment.purge()
    yield "gone", guest.get(link)


def pages_for_readers(guest: Client, language: str) -> Pages:
    """Confirming and ending mail, what is said afterwards, and why it may be refused."""
    article = make_article("5 < 6 & “seven” <b>", language=language)
    reader = make_reader(f"{language}@example.org", language=language)
    for about in (article, make_comment(article, email=reader.email)):
        make_subscription(about, reader=reader, confirmed_at=None)
    confirm = reverse("comments:confirm", args=[CONFIRM.token(reader.pk)])
    end = reverse("comments:unsubscribe", args=[UNSUBSCRIBE.token(reader.pk, article.pk)])
    end_all = reverse("comments:unsubscribe", args=[UNSUBSCRIBE.token(reader.pk, EVERYTHING)])
    up_to = {"up_to": reader.subscriptions.latest("pk").pk}
    yield "confirm?", guest.get(confirm)
    from_elsewhere = {"Sec-Fetch-Site": "cross-site"}
    yield "confirmed from elsewhere", guest.post(confirm, up_to, headers=from_elsewhere)
    yield "confirmed", guest.post(confirm, up_to)
    yield "confirmed before", guest.get(confirm)
    yield "end?", guest.get(end)
    yield "end all?", guest.get(end_all)
    yield "ended", guest.post(end)
    yield "ended before", guest.get(end)
    yield "nothing to confirm", guest.get(confirm)
    reader.delete()
    yield "forgotten", guest.get(confirm)
    yield "forged confirmation", guest.get("/comments/confirm/x/")


def pages_of_the_desk(client: Client, comment: Comment, language: str) -> Pages:
    """Every kind of page of the desk with its name, in the language of the browser."""
    headers = {"Accept-Language": language}
    undo = Signer(salt=f"comments.undo.{client.session['_auth_user_id']}").sign("1:2")
    for query in ("", "?tab=all&order=newest", "?tab=reported", "?q=nothing+<&>", f"?undo={undo}"):
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
    yield "month", shown(reverse("blog:month", args=[2025, 6]))
    yield "nothing here", shown(f"{home}nothing/", 404)
    yield "article without comments", shown(bare.get_absolute_url())
    yield "article with comments", shown(address)
    yield "second page of comments", shown(f"{address}?cpage=2")
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
    from_elsewhere = {"Sec-Fetch-Site": "cross-site"}
    yield "report", guest.get(address)
    yield "no reason", guest.post(address, {})
    yield "long note", guest.post(address, given | {"note": "x" * 2000})
    yield "report from elsewhere", guest.post(address, given, headers=from_elsewhere)
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
