import hashlib
from html import escape
from json import dumps
from urllib.parse import quote

import pytest

from comments.erasing.address import Address

ZEBO = Address("Zebo.Q@Example.org")


@pytest.mark.parametrize(
    "text",
    [
        "zebo.q@example.org",
        "ZEBO.Q@EXAMPLE.ORG",
        "Write to zebo.q@example.org.",
        "Write to zebo.q@example.org.Then go",
        "<zebo.q@example.org>",
        "&lt;zebo.q@example.org&gt;",
        "mailto:zebo.q@example.org?subject=x",
        "https://a.tj/?q=zebo.q%40example.org&x",
        "https://a.tj/?q=%20zebo.q%40example.org",
        r"b'\nzebo.q@example.org'",
        "(zebo.q@example.org)",
        "zebo.q@example.org-ро",
        "zebo.q@example.orgро",
        "zebo.q@example.org.Потом",
        "_zebo.q@example.org_",
        "-zebo.q@example.org",
        "--zebo.q@example.org",
        "это.zebo.q@example.org",
        "Почта:zebo.q@example.org",
        "x" + hashlib.md5(b"zebo.q@example.org").hexdigest(),
        hashlib.sha256(b"zebo.q@example.org").hexdigest().upper(),
    ],
)
def test_the_address_is_hidden_however_it_was_written(text):
    assert ZEBO.is_quoted_in(text)
    assert "…" in ZEBO.hidden_in(text)
    assert not ZEBO.is_quoted_in(ZEBO.hidden_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "zebo.q",
        "example.org",
        "azebo.q@example.org",
        "a.zebo.q@example.org",
        "a+zebo.q@example.org",
        "a_zebo.q@example.org",
        "a--zebo.q@example.org",
        "zebo-q@example.org",
        "zebo.q@example.org.tj",
        "zebo.q@example.organ",
        "zebo.q@example.org-x.tj",
        "zeboxq@example.org",
    ],
)
def test_another_address_stays(text):
    assert ZEBO.hidden_in(text) == text


def test_only_the_address_goes():
    assert ZEBO.hidden_in("a Zebo.Q@example.org, b <zebo.q@example.org>") == "a …, b <…>"


@pytest.mark.parametrize(
    "typed", ["o'hara&x@example.org", '"a b"@example.org', "a+b%c@example.org"]
)
def test_what_html_json_and_links_escape_is_found_there(typed):
    address = Address(typed)
    for written in (typed, escape(typed), dumps(f" {typed} "), quote(f" {typed} ", safe="")):
        assert "…" in address.hidden_in(written), written
        assert "example" not in address.hidden_in(written)


@pytest.mark.parametrize("typed", ["zebo@ПОЧТА.рф", "Zebo@xn--80a1acny.xn--p1ai"])
def test_a_domain_beyond_ascii_is_the_same_in_both_forms(typed):
    address = Address(typed)
    assert set(address.same) == {"zebo@почта.рф", "zebo@xn--80a1acny.xn--p1ai"}
    assert address.hidden_in("zebo@почта.рф or zebo@xn--80a1acny.xn--p1ai") == "… or …"


@pytest.mark.parametrize("typed", ['"zebo.q"@example.org', '"ze\\bo.q"@example.org'])
def test_quotation_marks_that_are_not_needed_make_no_other_mailbox(typed):
    address = Address(typed)
    assert address.same == ["zebo.q@example.org"]
    assert address.hidden_in(f"{typed} or zebo.q@example.org") == "… or …"


def test_a_domain_beyond_ascii_goes_on_in_its_own_alphabet():
    address = Address("zebo@почта.рф")
    assert address.hidden_in("zebo@почта.рфа") == "zebo@почта.рфа"
    assert address.hidden_in("zebo@xn--80a1acny.xn--p1ai-ро") == "…-ро"


@pytest.mark.parametrize("typed", ["zebo@straße.de", "Zebo@bu\u0308cher.example"])
def test_it_is_found_as_it_was_typed(typed):
    assert Address(typed).hidden_in(f"Write to {typed}.") == "Write to …."
    assert typed.lower() in Address(typed).traces


def test_all_that_json_is_made_of_is_looked_through():
    said = {"zebo.q@example.org": ["zebo.q@example.org", 7, None, {"x": True}]}
    assert ZEBO.hidden_in(said) == {"…": ["…", 7, None, {"x": True}]}


def test_on_her_own_comments_the_part_before_the_at_goes_too_where_it_tells_something():
    address = Address("qodiri77@example.org")
    assert address.hidden_in_own("Ask Qodiri77, not qodiri771.") == "Ask …, not qodiri771."
    assert address.hidden_in("Ask qodiri77") == "Ask qodiri77"
    assert Address("info@example.org").hidden_in_own("More info") == "More info"


def test_in_notes_the_part_before_the_at_goes_too_where_it_is_no_mere_word():
    noted = "Qodiri77 again, see qodiri771 and a7@example.org."
    assert Address("qodiri77@example.org").hidden_in_notes(noted).startswith("… again, see qodi")
    assert Address("qodiri@example.org").hidden_in_notes("qodiri again") == "qodiri again"
    assert Address("a7@example.org").hidden_in_notes("a7, a7@example.org") == "a7, …"


@pytest.mark.parametrize(
    ("typed", "probe"),
    [
        ("zebo.qodiri@example.org", "qodiri"),
        ("a@example.org", "example"),
        ('"+"@почта.рф', ""),
        ("a@xn--80a1acny.xn--p1ai", ""),
        ("a@straße.de", ""),
    ],
)
def test_a_text_without_the_probe_does_not_quote_the_address(typed, probe):
    assert Address(typed).probe == probe
