"""A picture beside a name, made of the name alone: its first letter on a colour."""

import unicodedata
from zlib import crc32

#: How many colours static/css/comments.css knows.
COLOURS = 10


def initial(name: str) -> str:
    """The first letter or digit of a name, in capitals; its first sign when it has none."""
    composed = unicodedata.normalize("NFC", name)
    return next((sign for sign in composed if sign.isalnum()), composed[:1]).upper()


def colour(name: str) -> int:
    """A number from 0 to ``COLOURS`` - 1, always the same for the same name."""
    return crc32(unicodedata.normalize("NFKC", name).casefold().encode()) % COLOURS
