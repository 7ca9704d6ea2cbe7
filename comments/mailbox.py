from contextlib import suppress

from django.utils.encoding import punycode

#: Characters of a mailbox at most; what an address is typed with is less than half of it.
LONGEST = 200


def folded(address: str) -> str:
    """The mailbox that an address is of, in one spelling: the key by which people are known.

    Case doesn't count; RFC 5321 (2.4) lets it count before the "@", and no large server does.
    A domain is as mail goes there: in ASCII (IDNA, RFC 3490), so that "почта.рф",
    "xn--80a1acny.xn--p1ai" and letters of full width lead to one place.
    """
    local, at, domain = address.strip().rpartition("@")
    with suppress(UnicodeError):
        domain = punycode(domain)
    return f"{local}{at}{domain}".casefold()
