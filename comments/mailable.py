"""Which addresses mail can be sent to."""

import re

from django.core.mail.message import sanitize_address
from django.utils.encoding import punycode

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
    """
    local, _at, domain = address.rpartition("@")
    try:
        ascii_domain = punycode(domain)
        sanitize_address(address, "utf-8")
    except ValueError:
        return False
    plain = _QUOTED.sub("quoted", f"{local}@{ascii_domain}")
    return _ADDRESS.fullmatch(plain) is not None
