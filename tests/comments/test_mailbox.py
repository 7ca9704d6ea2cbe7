import pytest

from comments.mailbox import folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Madina@Example.org", "madina@example.org"),
        (" madina@example.org\n", "madina@example.org"),
        ("madina@ｇmail.com", "madina@gmail.com"),
        ("madina@g\u00admail.com", "madina@gmail.com"),
        ("madina@почта.рф", "madina@xn--80a1acny.xn--p1ai"),
        ("madina@ПОЧТА.рф", "madina@почта.рф"),
        ("madina@straße.de", "madina@strasse.de"),
        ("MADINA@bü\u200dcher.example", "madina@xn--bcher-kva.example"),
        ('"madina"@example.org', "madina@example.org"),
        ('"Madi\\na"@example.org', "madina@example.org"),
        ('"ma.dina"@example.org', "ma.dina@example.org"),
        ('"ma\\ dina"@example.org', '"ma dina"@example.org'),
    ],
)
def test_one_mailbox_in_two_spellings(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    "other", ["a@b.example", "madina@example.com", "madina+1@example.org", "m.adina@example.org"]
)
def test_another_is_another(other):
    assert folded(other) != folded("madina@example.org")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@",
        "madina",
        "madina@",
        "a@" + "б" * 64 + ".рф",
        "a@b..c",
        '"a@b"@c.example',
        '"a\\"b"@c.de',
        '"a."@c.de',
        '"\\"@c.de',
        '"a"b"@c.de',
    ],
)
def test_what_is_no_address_is_itself(text):
    assert folded(text) == text.casefold()


def test_a_domain_alone_is_folded_like_that_of_an_address():
    assert folded("почта.рф") == folded("a@почта.рф").rpartition("@")[2]
