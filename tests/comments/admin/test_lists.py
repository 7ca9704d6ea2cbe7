from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from comments.models import Block, Discussion, RejectionReason, Term
from comments.moderation import Submission, moderate
from comments.moderation import lists as kept_in_memory
from tests.make import make_article, make_block, make_comment, make_staff, make_term

pytestmark = pytest.mark.django_db

TERMS = "/admin/comments/term/"
BLOCKS = "/admin/comments/block/"

#: What the form of a term sends; a checkbox that is not ticked sends nothing.
TERM = {"text": "viagra", "kind": "word", "outcome": "hold", "in_comment": "on"}
BLOCK = {"kind": "network", "value": "203.0.113.0/24", "outcome": "disallow"}


def delete_one(desk, address, row):
    desk.post(f"{address}{row.pk}/delete/", {"post": "yes"})


def delete_selected(desk, address, row):
    chosen = {"action": "delete_selected", "_selected_action": row.pk}
    assert str(row) in desk.post(address, chosen).text
    desk.post(address, chosen | {"post": "yes"})


def delete_all(desk, address, row):
    type(row).objects.all().delete()


every_way_of_deleting = pytest.mark.parametrize(
    "delete", [delete_one, delete_selected, delete_all]
)
in_this_and_another_process = pytest.mark.parametrize("process", ["this", "another"])


@pytest.fixture
def rules_stopping(monkeypatch):
    """Names the rules of the lists that stop a reply in this process, or in another one.

    Another one has in memory what it read before the change.
    """
    article = make_article()
    before = kept_in_memory.lists(Discussion.current())

    def stopping(process="this", text="Buy viagra now", ip="203.0.113.9") -> set[str]:
        if process == "another":
            monkeypatch.setattr(kept_in_memory, "_kept", before)
        verdict = moderate(Submission(article=article, name="N", email="n@a.tj", text=text, ip=ip))
        listed = {"held_terms", "disallowed_terms", "blocked_address"}
        return listed & {found.rule for found in verdict.findings}

    return stopping


@in_this_and_another_process
def test_what_is_listed_stops_the_next_reply_and_is_signed(client, rules_stopping, process):
    client.force_login(by := make_staff("Moderator"))
    client.post(f"{TERMS}add/", TERM)
    client.post(f"{BLOCKS}add/", BLOCK)
    assert Term.objects.get().created_by == Block.objects.get().created_by == by
    assert LogEntry.objects.filter(user=by).count() == 2
    assert rules_stopping(process) == {"held_terms", "blocked_address"}


def test_who_changes_a_term_does_not_become_the_one_who_listed_it(desk):
    term = make_term("viagra", created_by=(by := make_staff("Moderator")))
    desk.post(f"{TERMS}{term.pk}/change/", TERM | {"outcome": "disallow"})
    term.refresh_from_db()
    assert (term.outcome, term.created_by) == ("disallow", by)


@in_this_and_another_process
@every_way_of_deleting
@pytest.mark.parametrize(
    ("make", "typed", "address"),
    [(make_term, "viagra", TERMS), (make_block, "203.0.113.9", BLOCKS)],
    ids=["term", "block"],
)
def test_what_is_deleted_stops_nothing_any_more(
    desk, rules_stopping, make, typed, address, delete, process
):
    row = make(typed)
    assert rules_stopping()
    before = Discussion.current().lists_version
    delete(desk, address, row)
    assert Discussion.current().lists_version != before
    assert not rules_stopping(process)


@pytest.mark.parametrize("text", [".*", "^viagra$", "(a+)+b", "[a-z]{3}", "\\w+"])
def test_a_term_is_no_regular_expression(desk, rules_stopping, text):
    desk.post(f"{TERMS}add/", TERM | {"text": text, "kind": "substring"})
    assert not rules_stopping(text="Whatever somebody writes, aaaaaaaaaaaaaaa")


@pytest.mark.parametrize("text", ["x" * 10_000, "\u200b\u200d", "..."])
def test_what_cannot_be_a_term_is_refused_and_kept_in_the_form(desk, text):
    answer = desk.post(f"{TERMS}add/", TERM | {"text": text, "note": "From a colleague"})
    assert "Please correct the error" in answer.text
    assert f'value="{text}"' in answer.text
    assert 'value="From a colleague"' in answer.text
    assert not Term.objects.exists()


def test_a_browser_cuts_no_long_term_off(desk):
    (field,) = [line for line in desk.get(f"{TERMS}add/").text.split("<") if 'name="text"' in line]
    assert "maxlength" not in field


def test_html_in_a_term_is_shown_as_it_was_typed(desk):
    term = make_term("<b>\"x'</b>", kind="phrase")
    for address in (TERMS, f"{TERMS}{term.pk}/change/", f"{TERMS}{term.pk}/delete/"):
        page = desk.get(address).text
        assert "&lt;b&gt;&quot;x&#x27;&lt;/b&gt;" in page
        assert "<b>" not in page


def test_a_long_list_of_terms_costs_what_a_short_one_does(desk, django_assert_num_queries):
    make_term("viagra")
    for _ in range(2):
        with django_assert_num_queries(5):
            page = desk.get(TERMS).text
        assert ">viagra<" in page or "5001 held" in page
        Term.objects.bulk_create(
            Term(text=f"term{number}", folded=f"term{number}", language="tg")
            for number in range(5_000 if Term.objects.count() == 1 else 0)
        )


def test_more_terms_than_a_form_has_fields_are_deleted_at_once(desk):
    make_term("kept", outcome="disallow")
    Term.objects.bulk_create(Term(text=f"t{n}", folded=f"t{n}") for n in range(1_200))
    narrowed = f"{TERMS}?outcome__exact=hold"
    first = Term.objects.filter(outcome="hold").first()
    chosen = {"action": "delete_selected", "select_across": "1", "_selected_action": first.pk}
    page = desk.post(narrowed, chosen).text
    assert "Held and disallowed terms: 1200" in page
    assert "and 1100 more" in page
    assert page.count('name="_selected_action"') == 1
    assert 'name="select_across" value="1"' in page
    desk.post(narrowed, chosen | {"post": "yes"})
    assert [str(term) for term in Term.objects.all()] == ["kept"]


def test_who_may_not_delete_terms_deletes_none(client):
    client.force_login(make_staff("Editor"))
    term = make_term("viagra")
    chosen = {"action": "delete_selected", "select_across": "1", "_selected_action": term.pk}
    client.post(TERMS, chosen | {"post": "yes"})
    assert client.post(f"{TERMS}{term.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Term.objects.exists()


@pytest.mark.parametrize(
    ("kind", "field"), [("term", "note"), ("block", "note"), ("rejectionreason", "label")]
)
@pytest.mark.parametrize("page", ["add/", "{pk}/change/"])
def test_what_is_typed_comes_back_when_one_is_signed_out(client, kind, field, page):
    rows = {
        "term": make_term("casino"),
        "block": make_block("203.0.113.9"),
        "rejectionreason": RejectionReason.objects.create(label="Old quarrel"),
    }
    address = f"/admin/comments/{kind}/{page.format(pk=rows[kind].pk)}"
    answer = client.post(address, {field: "What <I> typed."})
    assert answer.status_code == 403
    assert "You are signed out" in answer.text
    assert "What &lt;I&gt; typed.</pre>" in answer.text
    assert "casino" not in answer.text


def test_a_form_from_elsewhere_lists_nothing():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_staff("Moderator"))
    for address, data in ((TERMS, TERM), (BLOCKS, BLOCK), (TERMS, TERM | {"_try": "1"})):
        assert client.post(f"{address}add/", data).status_code == 403
    assert client.post(f"{TERMS}many/", {"terms": "viagra"}).status_code == 403
    assert not Term.objects.exists()


def test_a_block_whose_time_is_past_is_said_to_be_over(desk):
    now = timezone.now()
    make_block("203.0.113.1", until=now - timedelta(hours=1))
    make_block("203.0.113.2", until=now + timedelta(hours=1))
    make_block("203.0.113.3")
    assert desk.get(BLOCKS).text.count(": over</td>") == 1
    assert_listed(desk.get(f"{BLOCKS}?state=over"), "203.0.113.1/32")
    assert_listed(desk.get(f"{BLOCKS}?state=in_force"), "203.0.113.2/32", "203.0.113.3/32")


@pytest.mark.parametrize("year", ["0001", "0202", "9999"])
def test_a_time_that_nobody_means_is_refused(desk, settings, year):
    settings.TIME_ZONE = "Asia/Dushanbe"
    typed = {"until_0": f"{year}-01-01", "until_1": "00:00:00"}
    page = desk.post(f"{BLOCKS}add/", BLOCK | typed)
    assert "Choose a year from 1600 to 2999." in page.text
    assert not Block.objects.exists()


def assert_listed(page, *values: str) -> None:
    assert {block.value for block in page.context["cl"].result_list} == set(values)


@pytest.mark.parametrize(
    ("typed", "is_told"),
    [
        ({"value": "127.0.0.0/8"}, True),
        ({"value": "127.0.0.1"}, True),
        ({"value": "203.0.113.0/24"}, False),
        ({"kind": "email", "value": "Nigora@news.example"}, True),
        ({"kind": "domain", "value": "news.example"}, True),
        ({"kind": "domain", "value": "example.org"}, False),
        ({"value": "127.0.0.1", "until_0": "2001-01-01", "until_1": "00:00"}, False),
    ],
)
def test_who_blocks_himself_is_told(client, typed, is_told):
    client.force_login(make_staff("Moderator", email="nigora@news.example"))
    answer = client.post(f"{BLOCKS}add/", BLOCK | typed, follow=True)
    assert ("yourself" in answer.text) is is_told
    assert Block.objects.exists()


def test_the_list_of_blocks_is_a_few_queries(desk, django_assert_num_queries):
    for number in range(20):
        make_block(f"203.0.113.{number}")
    with django_assert_num_queries(5):
        desk.get(BLOCKS)


def test_a_reason_is_no_longer_offered_instead_of_being_deleted(desk):
    reason = RejectionReason.objects.create(label="Old quarrel")
    address = f"/admin/comments/rejectionreason/{reason.pk}"
    assert desk.post(f"{address}/delete/", {"post": "yes"}).status_code == 403
    desk.post(f"{address}/change/", {"label": "Old quarrel", "position": 3})
    reason.refresh_from_db()
    assert not reason.is_offered
    assert "was changed" in desk.get("/admin/comments/rejectionreason/").text
    held = make_comment(make_article(), status="held")
    assert "Old quarrel" not in desk.get(f"/admin/comments/comment/{held.pk}/change/").text
