import pytest
from django.http import QueryDict

from comments.desk.asked import Asked


def asked(query: str) -> Asked:
    return Asked.of(
        QueryDict(query), rules={"links": "", "flood": ""}, languages={"en": "", "tg": ""}
    )


def test_an_address_without_a_query_asks_for_what_is_held():
    assert asked("") == Asked() == Asked(tab="held")


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ("tab=spam", "tab", "spam"),
        ("tab=reported", "tab", "reported"),
        ("tab=deleted", "tab", "held"),
        ("tab=", "tab", "held"),
        ("order=risk", "order", "risk"),
        ("order=name", "order", ""),
        ("q=%20two%20words%20", "q", "two words"),
        ("q=a%00b", "q", "ab"),
        ("q=" + "x" * 2000, "q", "x" * 1000),
        ("article=12", "article", 12),
        ("article=-12", "article", 0),
        ("article=1e3", "article", 0),
        ("article=%D9%A3", "article", 0),  # a digit, and no ASCII
        ("article=" + "9" * 30, "article", 0),
        ("category=3", "category", 3),
        ("rule=links", "rule", "links"),
        ("rule=nothing", "rule", ""),
        ("language=tg", "language", "tg"),
        ("language=de", "language", ""),
        ("age=over-day", "age", "over-day"),
        ("age=yesterday", "age", ""),
        ("after=7", "after", 7),
        ("after=x", "after", 0),
    ],
)
def test_what_somebody_made_up_counts_as_not_given(query, field, value):
    assert getattr(asked(query), field) == value


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", "oldest"),
        ("tab=reported", "oldest"),
        ("tab=spam", "newest"),
        ("tab=all", "newest"),
        ("order=newest", "newest"),
        ("order=risk", "risk"),
        ("tab=spam&order=risk", "newest"),
        ("tab=spam&order=oldest", "oldest"),
    ],
)
def test_work_begins_with_what_waits_longest_and_only_held_comments_have_a_risk(query, order):
    assert asked(query).ordered == order


@pytest.mark.parametrize(
    ("query", "is_narrowed"),
    [("", False), ("tab=spam&order=oldest&after=3", False), ("q=x", True), ("age=day", True)],
)
def test_a_tab_and_an_order_narrow_nothing(query, is_narrowed):
    assert asked(query).is_narrowed is is_narrowed


def test_the_address_says_the_same_again_and_begins_at_the_first_page():
    query = "tab=spam&order=oldest&q=a+%26+b&article=3&rule=links&language=tg&age=week&after=9"
    first = asked(query)
    address = first.address(after=first.after)
    assert asked(address.removeprefix("?")) == first
    assert asked(first.address().removeprefix("?")).after == 0
    assert asked(first.address(tab="trash", order="").removeprefix("?")).tab == "trash"


@pytest.mark.parametrize(("tab", "status"), [("held", "held"), ("reported", ""), ("all", "")])
def test_not_every_tab_stands_for_a_status(tab, status):
    assert Asked(tab=tab).status == status
