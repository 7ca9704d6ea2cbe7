"""Which addresses mail can be sent to."""

import re

from django.core.mail.message import sanitize_address
from django.utils.encoding import punycode

from .mailbox import folded

#: Letters, digits and signs in ASCII (RFC 5321's Dot-string), at a domain with a dot in it.
_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[a-z0-9-]+(\.[a-z0-9-]+)+",
    re.IGNORECASE | re.ASCII,
)
#: What stands in quotation marks instead: no controls, since no mail server takes them.
_QUOTED = re.compile(r'"([ !#-\[\]-~]|\\[ -~])*"(?=@)')


def can_be_mailed(address: str) -> bool:
    """Whether a mail server can be given the address that the form took.

    The form takes all that stands in RFC 5321. Left out here are controls in quotation marks,
    letters of other alphabets before the "@" (few servers know RFC 6531, and "ſ" is not "s"),
    and hosts without a domain such as localhost and [127.0.0.1], which are the mail server's
    own. A domain of other alphabets is written in ASCII, as mail goes there (IDNA).

    Nor is what Python would send to another mailbox than the one that ``folded`` knows the
    address by: encoded words (RFC 2047), of which there are as many for one mailbox as one
    likes, and on some of which it fails (IndexError).
    """
    local, _at, domain = address.rpartition("@")
    try:
        ascii_domain = punycode(domain)
        sent_to = sanitize_address(address, "utf-8")
    except (ValueError, IndexError):
        return False
    if "=?" in local or folded(sent_to) != folded(address):
        return False
    plain = _QUOTED.sub("quoted", f"{local}@{ascii_domain}")
    return _ADDRESS.fullmatch(plain) is not None
