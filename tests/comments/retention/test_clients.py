from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from comments.desk.cards import cards
from comments.models import Comment, Reason
from comments.models.search import comments_found
from comments.moderation import Submission, moderate
from comments.retention import clients, portions
from comments.retention.clients import reduce_browsers, truncate_addresses
from tests.make import make_article, make_comment, make_many_comments, make_reason, make_staff
from tests.query_costs import queries

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


def now():
    return timezone.now()


def make(days: int, ip: str | None = "203.0.113.9", network: str = "203.0.113.0/24", **fields):
    then = now() - timedelta(days=days)
    fields = {"user_agent": FIREFOX, "created_at": then} | fields
    return make_comment(make_article(), ip=ip, network=network, **fields)


def before(days: int):
    return now() - timedelta(days=days)


@pytest.mark.parametrize("status", ["held", "approved", "spam", "trash"])
@pytest.mark.parametrize(
    ("ip", "network", "typed"),
    [
        ("203.0.113.9", "203.0.113.0/24", "203.0.113."),
        ("2001:db8:7::9", "2001:db8:7::/48", "2001:db8:7:"),
    ],
)
def test_of_an_old_address_its_network_is_left_and_found(status, ip, network, typed):
    old, new = make(31, ip, network, status=status), make(29, ip, network)
    changed_at = old.changed_at
    assert truncate_addresses(before(30)) == 1
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.ip, old.network, new.ip) == (None, network, ip)
    assert old.changed_at == changed_at
    assert comments_found(typed, 9)[0] == [new.pk, old.pk]
    assert comments_found(ip, 9)[0] == [new.pk]
    assert comments_found("well", 9)[0] == [new.pk, old.pk]
    assert truncate_addresses(before(30)) == 0


def test_a_network_that_was_not_noted_is_worked_out():
    old = make(31, network="")
    truncate_addresses(before(30))
    old.refresh_from_db()
    assert (old.ip, old.network) == (None, "203.0.113.0/24")
    assert comments_found("203.0.113", 9)[0] == [old.pk]


@pytest.mark.parametrize(
    ("listed", "left"),
    [
        ("203.0.113.9/32", "203.0.113.0/24"),
        ("203.0.113.8/29", "203.0.113.0/24"),
        ("203.0.0.0/16", "203.0.0.0/16"),
    ],
)
def test_what_a_rule_said_of_the_address_it_says_of_the_network(listed, left):
    comment = make(31)
    make_reason(comment, "blocked_address", field="ip", start=0, end=11, message="%(address)s.",
                details={"address": listed}, setting=f"block={listed}")  # fmt: skip
    make_reason(comment, "links", details={"links": 3}, message="%(links)d")
    truncate_addresses(before(30))
    of_address, other = Reason.objects.all()
    assert (str(of_address), of_address.setting) == (f"{left}.", f"block={left}")
    assert (of_address.start, str(other)) == (None, "3")
    assert comments_found("", 9, rule="blocked_address")[0] == [comment.pk]


def test_the_desk_shows_the_network_and_finds_what_came_from_it(client):
    client.force_login(make_staff("Moderator"))
    old = make(31, ip="203.0.113.77", status="held")
    truncate_addresses(before(30))
    address = f"/admin/comments/comment/{old.pk}/change/"
    page = client.get(address).text
    assert "203.0.113.0/24" in page
    assert "203.0.113.77" not in page
    (card,) = cards([old.pk], None)
    assert client.get(f"/admin/comments/comment/{card.same_network}").context is not None
    assert comments_found("203.0.113.", 9)[0] == [old.pk]


def test_an_edit_of_what_was_loaded_before_brings_no_address_back():
    old = make(31)
    loaded = Comment.objects.get(pk=old.pk)
    truncate_addresses(before(30))
    loaded.edit(make_staff("Moderator"), "Why", source="Other")
    assert Comment.objects.get(pk=old.pk).ip is None
    assert comments_found("203.0.113.9", 9)[0] == []


def test_the_rules_that_go_by_addresses_look_at_what_is_whole_yet(settings):
    """One day is the least that editors can set; the rules look back for an hour or two."""
    settings.COMMENTS_FLOOD_SECONDS = 3600
    article = make_article()
    make_comment(article, ip="203.0.113.9", network="203.0.113.0/24", created_at=now())
    truncate_addresses(before(1))
    asked = Submission(article=article, name="N", email="n@a.tj", text="Else", ip="203.0.113.9")
    verdict = moderate(asked)
    assert verdict.refusal is not None
    assert verdict.refusal.rule == "flood"


@pytest.mark.parametrize(
    ("user_agent", "days", "left"),
    [
        (FIREFOX, 31, "Firefox"),
        (FIREFOX, 29, FIREFOX),
        ("", 31, ""),
        ("Firefox", 31, "Firefox"),
        ("900 12 34", 31, "other"),
    ],
)
def test_of_an_old_browser_its_family_is_left(user_agent, days, left):
    comment = make(days, user_agent=user_agent)
    reason = make_reason(comment, "held_terms", field="user_agent", start=3, end=9)
    number = reduce_browsers(before(30))
    assert number == (user_agent != left)
    comment.refresh_from_db()
    reason.refresh_from_db()
    assert comment.user_agent == left
    assert reason.start == (None if number else 3)
    assert reduce_browsers(before(30)) == 0


def test_one_round_takes_so_many_and_the_next_ones_the_rest(monkeypatch):
    monkeypatch.setattr(portions, "AT_ONCE", 2)
    monkeypatch.setattr(portions, "MOST", 4)
    for days in range(31, 38):
        make(days)
    for forget in (truncate_addresses, reduce_browsers):
        assert [forget(before(30)) for _ in range(3)] == [4, 3, 0]


@pytest.mark.parametrize("forget", [truncate_addresses, reduce_browsers])
def test_looking_for_what_is_old_reads_no_table(forget):
    """Neither when there is nothing, nor by the index of all that was written."""
    make_many_comments(make_article(), 1_500, user_agent="other", ip=None, network="x")
    Comment.objects.update(created_at=before(99))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE comments_comment")
    with queries() as found:
        assert forget(before(30)) == 0
    (query,) = [query for query in found if "comments_comment" in query.sql]
    index = {truncate_addresses: "comment_whole_ip", reduce_browsers: "comment_whole_browser"}
    assert index[forget] in query.plan, query
    assert query.cost < 200, query


def test_the_families_are_named_in_the_index():
    assert clients._IS_WHOLE.count("'") == 2 * 7
