"""The signed part of the addresses that are mailed: whoever holds one reads that mail.

It is opened where nobody is signed in, so the signature is the proof. Each is for one purpose
and worth nothing for another.
"""

from datetime import timedelta
from enum import Enum
from http import HTTPStatus

from django.core import signing


class Unusable(Enum):
    """Why an address is worth nothing."""

    FORGED = "forged"
    EXPIRED = "expired"


#: What is answered then, by the reason's value.
STATUS = {
    Unusable.FORGED.value: HTTPStatus.NOT_FOUND,
    Unusable.EXPIRED.value: HTTPStatus.GONE,
}


class Purpose:
    """Makes and reads the tokens of one purpose."""

    def __init__(self, name: str, lifetime: timedelta | None = None) -> None:
        self._salt = f"{__name__}.{name}"
        self.lifetime = lifetime

    def token(self, *parts: object) -> str:
        """Sign ids and words that have no dot."""
        return self._signer().sign(".".join(map(str, parts)))

    def read(self, token: str, lifetime: timedelta | None = None) -> list[str] | Unusable:
        """The parts that were signed, or why the token is worth nothing.

        It expires after the purpose's own lifetime or the one that is given; without either
        never.
        """
        try:
            signed = self._signer().unsign(token, max_age=lifetime or self.lifetime)
        except signing.SignatureExpired:
            return Unusable.EXPIRED
        except signing.BadSignature:
            return Unusable.FORGED
        return signed.split(".")

    def ids(self, token: str, lifetime: timedelta | None = None) -> list[int] | Unusable:
        """As ``read()``, where all parts are ids."""
        parts = self.read(token, lifetime)
        return parts if isinstance(parts, Unusable) else [int(part) for part in parts]

    def _signer(self) -> signing.TimestampSigner:
        return signing.TimestampSigner(salt=self._salt, sep=".")
