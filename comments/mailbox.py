import re
from contextlib import suppress

from django.utils.encoding import punycode

#: Characters of a mailbox at most; what an address is typed with is less than half of it.
LONGEST = 200

#: What needs no quotation marks before the "@" (RFC 5322, 3.2.3: dot-atom; RFC 6532 adds letters).
_PLAIN = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)


def folded(address: str) -> str:
    """The mailbox that an address is of, in one spelling: the key by which people are known.

    Case doesn't count; RFC 5321 (2.4) lets it count before the "@", and no large server does.
    Nor do quotation marks and backslashes that are not needed there (4.1.2).
    A domain is as mail goes there: in ASCII (IDNA, RFC 3490), so that "почта.рф",
    "xn--80a1acny.xn--p1ai" and letters of full width lead to one place.
    """
    local, at, domain = address.strip().rpartition("@")
    with suppress(UnicodeError):
        domain = punycode(domain)
    return f"{_without_needless_quotes(local)}{at}{domain}".casefold()


def _without_needless_quotes(local: str) -> str:
    quoted = _QUOTED.fullmatch(local)
    if not quoted:
        return local
    meant = re.sub(r"\\(.)", r"\1", quoted[1], flags=re.DOTALL)
    if _PLAIN.fullmatch(meant):
        return meant
    escaped = re.sub(r'(["\\])', r"\\\1", meant)
    return f'"{escaped}"'
