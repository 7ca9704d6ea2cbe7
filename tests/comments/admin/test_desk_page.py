from urllib.parse import quote

import html5lib
import pytest
from django.contrib.auth.models import Permission
from django.db import connection

from comments.models import Discussion, Look, Note, RejectionReason
from comments.second_thoughts.revise import revise
from tests.make import make_article, make_comment, make_reader_reports, make_reason, make_staff

pytestmark = pytest.mark.django_db

LIST = "/admin/comments/comment/"


def names(page) -> list[str]:
    """Whose comments a page shows, in their order."""
    headings = html5lib.parse(page.text, namespaceHTMLElements=False).iterfind(
        ".//article//h2/bdi"
    )
    return ["".join(heading.itertext()) for heading in headings]


def test_a_card_shows_all_that_is_known_about_a_comment(moderator, nigora, zarina, article):
    parent = make_comment(article, "The question", name="Rustam")
    make_comment(article, name="Madina", email="z@example.org", status="trash")
    comment = make_comment(
        article,
        "Buy <b>v1agra</b>",
        parent=parent,
        status="held",
        name="Zarina",
        email="z@example.org",
        ip="203.0.113.9",
    )
    make_reason(comment, message="Too many links.", field="comment", start=7, end=13)
    Note.objects.create(comment=comment, by=zarina, text="I know him.")
    Look.begin(comment.pk, zarina)
    page = moderator.get(LIST).text
    for shown in (
        "Zarina",
        "z@example.org",
        "203.0.113.9",
        "The summit",
        article.category.name,
        "In reply to <bdi>Rustam</bdi>",
        "The question",
        "<b><mark>v1agra</mark></b>",
        "Too many links.",
        "0 approved, 1 removed; since",
        "<bdi>Madina</bdi>",
        "I know him.",
        "<bdi>Zarina Karimova</bdi> looks at this now.",
    ):
        assert shown in page, shown


def test_the_tabs_show_exact_counts_and_lead_to_their_comments(moderator, nigora, article):
    for status, many in (("held", 3), ("approved", 2), ("spam", 1)):
        for _ in range(many):
            comment = make_comment(article, status=status, name=status)
    make_comment(article, name="reported").report(nigora, "spam")
    page = moderator.get(LIST).text
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    tabs = {tab.get("data-tab"): tab for tab in tree.iterfind(".//nav[@class='desk-tabs']/a")}
    counts = {name: tab.find("span").text for name, tab in tabs.items()}
    assert counts == {
        "held": "3",
        "reported": "1",
        "spam": "1",
        "trash": "0",
        "approved": "3",
        "all": "7",
    }
    for name, shown in (("held", {"held"}), ("spam", {comment.name}), ("reported", {"reported"})):
        assert set(names(moderator.get(LIST + tabs[name].get("href")))) == shown


def test_what_waits_longest_comes_first_and_the_riskiest_when_asked_for(moderator, article):
    for name, risk in (("first", 0), ("second", 30), ("third", 10)):
        make_comment(article, status="held", name=name, risk=risk)
    assert names(moderator.get(LIST)) == ["first", "second", "third"]
    assert names(moderator.get(LIST, {"order": "newest"})) == ["third", "second", "first"]
    assert names(moderator.get(LIST, {"order": "risk"})) == ["second", "third", "first"]


def test_the_pages_of_the_desk_lead_through_all_comments_once(moderator, article):
    for number in range(60):
        make_comment(article, status="held", name=f"number {number}")
    seen, address = [], LIST
    while address:
        page = moderator.get(address)
        seen += names(page)
        tree = html5lib.parse(page.text, namespaceHTMLElements=False)
        following = tree.find(".//a[@id='desk-next']")
        address = following is not None and LIST + following.get("href")
    assert seen == [f"number {number}" for number in range(60)]


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


def test_a_decision_moves_a_comment_to_where_it_is_found(moderator, nigora, article):
    make_comment(article, "The answer", status="held", name="Zarina").mark_spam(by=nigora)
    assert names(moderator.get(LIST, {"q": "answer"})) == []
    assert names(moderator.get(LIST, {"q": "answer", "tab": "spam"})) == ["Zarina"]


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


def test_a_reason_names_its_field_and_marks_it(moderator, article):
    comment = make_comment(
        article, status="held", email="casino@example.org", website="https://casino.example"
    )
    make_reason(comment, message="Listed.", field="email", start=0, end=6)
    make_reason(comment, message="Listed.", field="website", start=8, end=14)
    make_reason(comment, message="Listed.", field="comment", start=0, end=4)
    page = moderator.get(LIST).text
    assert "</strong> (email): Listed." in page
    assert "</strong> (website): Listed." in page
    assert "</strong>: Listed." in page
    assert "<bdi><mark>casino</mark>@example.org</bdi>" in page
    assert "https://<mark>casino</mark>.example</dd>" in page


def test_a_search_of_too_many_words_says_so(moderator):
    page = moderator.get(LIST, {"q": " ".join(f"word{number}" for number in range(100))})
    assert "words were looked for." in page.text


def test_only_reasons_that_are_offered_can_be_chosen(moderator, article):
    RejectionReason.objects.create(label="Rude to <us>")
    RejectionReason.objects.create(label="No longer", is_offered=False)
    make_comment(article, status="held")
    page = moderator.get(LIST).text
    assert "Rude to &lt;us&gt;" in page
    assert "No longer" not in page


@pytest.mark.parametrize(("role", "may"), [("Moderator", True), ("", False)])
def test_who_may_not_edit_or_reply_is_not_offered_to(client, article, role, may):
    user = make_staff(role)
    if not role:
        user.user_permissions.add(Permission.objects.get(codename="moderate_comment"))
    client.force_login(user)
    comment = make_comment(article, status="held")
    page = client.get(LIST).text
    assert (f"{comment.pk}/reply/" in page) is may
    assert (f"{comment.pk}/edit/" in page) is may
    assert f"{comment.pk}/note/" in page


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_nothing_that_a_reader_wrote_becomes_markup_of_the_desk(moderator, nigora, article, text):
    parent = make_comment(article, text, name=text)
    comment = make_comment(
        article, text, parent=parent, name=text, status="held", user_agent=text, email=text
    )
    make_comment(article, email=text, name=f"{text} too")
    make_reason(comment, message="%(word)s", details={"word": text})
    Note.objects.create(comment=comment, by=nigora, text=text)
    comment.edit(nigora, text, source=text + ".")
    for address in (LIST, f"{LIST}{comment.pk}/change/", f"{LIST}?q={quote(text)}&tab=all"):
        tree = html5lib.parse(moderator.get(address).text, namespaceHTMLElements=False)
        assert not [script for script in tree.iter("script") if "alert" in (script.text or "")]
        assert not list(tree.iter("img"))


@pytest.mark.parametrize(
    ("query", "on_sqlite", "on_postgresql"),
    [
        ("", 15, 15),
        ("q=answer", 15, 24),
        ("q=well+said&rule=links", 16, 25),
        ("category=1", 17, 17),
        ("article=summit", 18, 20),
    ],
)
@pytest.mark.parametrize("many", [1, 25])
def test_the_desk_costs_the_same_however_many(
    moderator,
    nigora,
    article,
    django_assert_max_num_queries,
    many,
    query,
    on_sqlite,
    on_postgresql,
):
    parent = make_comment(article, "The question")
    for number in range(many):
        comment = make_comment(
            article,
            "The answer, well said",
            parent=parent,
            status="held",
            ip=f"203.0.113.{number}",
            email=f"{number}@example.org",
        )
        make_reason(comment)
        Note.objects.create(comment=comment, by=nigora, text="Note")
    query = query.replace("category=1", f"category={article.category_id}")
    most = on_sqlite if connection.vendor == "sqlite" else on_postgresql
    with django_assert_max_num_queries(most):
        page = moderator.get(f"{LIST}?{query}")
    assert len(names(page)) == many


def test_the_page_of_a_comment_shows_it_as_it_was_typed_with_its_history(
    moderator, nigora, article
):
    comment = make_comment(article, "<b>Bold</b> & 5 < 6\u200b", status="held", name="Zarina")
    make_reason(comment, message="Too many.", setting="LINKS")
    decision = comment.trash(by=nigora)
    comment.edit(nigora, "A number", source="Bold")
    page = moderator.get(f"{LIST}{comment.pk}/change/").text
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; 5 &lt; 6[U+200B]" not in page.partition("History")[0]
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; 5 &lt; 6" in page.partition("Edits")[2]
    for shown in ("Too many.", "LINKS", "Trash, by nigora", "A number"):
        assert shown in page, shown
    assert f'name="undo" value="{comment.pk}:{decision.pk}"' in page
    assert 'name="_save"' not in page


def test_the_history_of_a_comment_says_who_settled_its_reports(moderator, nigora, zarina, article):
    comment = make_comment(article)
    comment.report(zarina, "insult", "<Rude>")
    comment.settle_reports(nigora)
    history = moderator.get(f"{LIST}{comment.pk}/change/").text.partition("History")[2]
    said = "report by Zarina Karimova (Insult or threat) settled by nigora. &lt;Rude&gt;</li>"
    assert said in history


def test_who_opens_the_page_of_a_comment_is_seen_to_look_at_it(moderator, nigora, zarina, article):
    comment = make_comment(article, status="held")
    moderator.get(f"{LIST}{comment.pk}/change/")
    moderator.get(f"{LIST}{comment.pk}/change/")
    assert Look.of_others([comment.pk], than=zarina) == {comment.pk: "nigora"}
    assert Look.of_others([comment.pk], than=nigora) == {}


def test_what_the_clock_emptied_has_a_page_and_no_buttons(moderator, nigora, article):
    comment = make_comment(article, status="trash")
    comment.purge()
    page = moderator.get(f"{LIST}{comment.pk}/change/")
    assert page.status_code == 200
    assert 'name="decide"' not in page.text
    assert names(moderator.get(f"{LIST}?tab=all")) == []


TOO_LITTLE = "These reports don't weigh enough to bring the comment under “Reported”."


def test_what_readers_report_is_told_without_saying_where_from(moderator, comment):
    make_reader_reports(comment, "Rude <b>", "", "a", "b", "c", "d")
    listed = moderator.get(f"{LIST}?tab=reported").text
    assert "Reported by readers in 6 places</strong>: Insult or threat" in listed
    assert "<bdi>Rude &lt;b&gt;</bdi>" in listed
    assert "<bdi>d</bdi>" not in listed
    alone = moderator.get(f"{LIST}{comment.pk}/change/").text
    assert "<bdi>d</bdi>" in alone
    for page in (listed, alone):
        assert "198.51." not in page
        assert TOO_LITTLE not in page


def test_a_report_too_few_is_on_the_comments_own_page_and_not_under_reported(moderator, comment):
    make_reader_reports(comment, "Rude")
    page = moderator.get(f"{LIST}{comment.pk}/change/").text
    assert "Reported by a reader</strong>: Insult or threat – <bdi>Rude</bdi>" in page
    assert TOO_LITTLE in page
    assert "Rude" not in moderator.get(f"{LIST}?tab=reported").text


def test_the_history_of_a_comment_tells_what_readers_reported(moderator, nigora, comment):
    make_reader_reports(comment, "Rude", "Loud", cause="other")
    comment.settle_reports(nigora)
    page = moderator.get(f"{LIST}{comment.pk}/change/").text
    assert page.count("report by a reader (Something else) settled by nigora") == 2


def test_the_page_of_a_comment_tells_what_its_author_did(moderator, article):
    comment = make_comment(article, "Well <sad>.")
    revise(comment, "Well said.", Discussion.current())
    comment.withdraw()
    page = moderator.get(f"/admin/comments/comment/{comment.pk}/change/").text
    assert "edited by its author" in page
    assert "withdrawn by its author" in page
    assert "Its author, " in page
    assert "Well &lt;sad&gt;." in page
    assert 'name="decide"' not in page
    assert 'name="undo"' not in page
