import smtplib

import pytest
from django import forms
from django.core.mail import EmailMessage, get_connection

from comments.mailable import can_be_mailed
from tests.smtp import Server

#: What the form takes and a mail server can be given, as it is given.
MAILABLE = {
    "madina@example.org": "madina@example.org",
    "Madina+news@Example.ORG": "Madina+news@Example.ORG",
    "o'brien@example.org": "o'brien@example.org",
    '"john\\ doe"@example.org': '"john doe"@example.org',
    '"a@b"@example.org': '"a@b"@example.org',
    '"madi\\na"@example.org': "madina@example.org",
    '"a\\"b"@example.org': '"a\\"b"@example.org',
    "мадина@example.org": None,
    "madina@почта.рф": "madina@xn--80a1acny.xn--p1ai",
    f"{'a' * 64}@example.org": f"{'a' * 64}@example.org",
}

#: What the form takes all the same.
NOT_MAILABLE = [
    "ſomebody@example.org",  # a long s: equal to an s when its case is folded
    "\u212ahan@example.org",  # the sign of kelvin
    '"\x01"@example.org',
    '"\\\x0b"@example.org',
    "madina@localhost",
    "madina@[127.0.0.1]",
    "madina@[2001:db8::1]",
    '""@example.org',
    '"a..b"@example.org',
    "=?utf-8?q?madina?=@example.org",  # what Python sends to madina@example.org
    "=?utf-8?q?m?=adina@example.org",
    "=?utf-16?q?madina?=@example.org",
    "=?utf-8?q?madina=00?=@example.org",
    "=?utf-8?q??=@example.org",  # on which it fails
]

#: What the form refuses.
NOT_TAKEN = [
    "madina@example.org\r\nBcc: all@example.org",
    "madina\r\n@example.org",
    '"a\r\nb"@example.org',
    "madina@example.org, all@example.org",
    "<madina@example.org>",
    f"{'a' * 290}@example.org",
    "мадина@example.org",
]


def is_taken(address: str) -> bool:
    """By the same field as the form's."""
    try:
        forms.EmailField(max_length=100).clean(address)
    except forms.ValidationError:
        return False
    return True


def test_the_tables_say_what_the_form_takes():
    assert [one for one in MAILABLE if not is_taken(one)] == ["мадина@example.org"]
    assert all(is_taken(one) for one in NOT_MAILABLE)
    assert not any(is_taken(one) for one in NOT_TAKEN)


@pytest.mark.parametrize("address", [one for one in MAILABLE if is_taken(one)])
def test_what_can_be_mailed_reaches_a_real_server_unchanged(address, settings):
    assert can_be_mailed(address)
    server = Server().start()
    server.settle(settings)
    try:
        with get_connection() as connection:
            connection.send_messages([EmailMessage("Hm", "Text", to=[address])])
    except smtplib.SMTPException as error:
        pytest.fail(f"{address}: {error}")
    finally:
        server.stop()
    [(recipient, mail)] = server.taken
    assert recipient == MAILABLE[address]
    assert "Bcc" not in mail


@pytest.mark.parametrize("address", [*NOT_MAILABLE, *NOT_TAKEN])
def test_what_can_not_be_mailed_is_known_before(address):
    assert not can_be_mailed(address) or not is_taken(address)


@pytest.mark.parametrize("address", ["", "@", "a", "a@", "@b.org", "a@b..org", "a@" + "я" * 70])
def test_what_is_no_address_can_not_be_mailed(address):
    assert not can_be_mailed(address)
