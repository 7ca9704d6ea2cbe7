from urllib.parse import quote

import html5lib
import pytest
from django.contrib.auth.models import Permission
from django.db import connection

from comments.models import Look, Note, RejectionReason
from tests.comments.admin.desk_list import names
from tests.comments.admin.panel_forms import LIST
from tests.make import make_comment, make_reason, make_staff

pytestmark = pytest.mark.django_db


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


def test_a_decision_moves_a_comment_to_where_it_is_found(moderator, nigora, article):
    make_comment(article, "The answer", status="held", name="Zarina").mark_spam(by=nigora)
    assert names(moderator.get(LIST, {"q": "answer"})) == []
    assert names(moderator.get(LIST, {"q": "answer", "tab": "spam"})) == ["Zarina"]


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
