"""The signed part of the addresses that readers get by mail.

A reader has no account, so whoever holds the address is him. Each is for one purpose and
worth nothing for another.
"""

from datetime import timedelta

from django.core import signing

from .mail_links import Unusable


class Purpose:
    """Makes and reads the tokens of one purpose, which hold nothing but ids."""

    def __init__(self, name: str, lifetime: timedelta | None = None) -> None:
        self._salt = f"comments.reader_links.{name}"
        self._lifetime = lifetime

    def token(self, *ids: int) -> str:
        return self._signer().sign(".".join(map(str, ids)))

    def read(self, token: str, lifetime: timedelta | None = None) -> tuple[int, ...] | Unusable:
        """The ids that were signed, or why the token is worth nothing.

        It expires after the purpose's own lifetime or the one that is given; without either
        never.
        """
        try:
            signed = self._signer().unsign(token, max_age=lifetime or self._lifetime)
        except signing.SignatureExpired:
            return Unusable.EXPIRED
        except signing.BadSignature:
            return Unusable.FORGED
        return tuple(map(int, signed.split(".")))

    def _signer(self) -> signing.TimestampSigner:
        return signing.TimestampSigner(salt=self._salt, sep=".")


#: Confirms what a reader was asked to confirm: his id. It lives as long as the request is kept.
CONFIRM = Purpose("confirm")

#: Ends what he is told about an article, or about all: his id and the article's, 0 for all.
#: Old mail can still be stopped, so it never expires.
UNSUBSCRIBE = Purpose("unsubscribe")
EVERYTHING = 0

#: Leads to his own page: his id.
OWN = Purpose("own", lifetime=timedelta(hours=1))
