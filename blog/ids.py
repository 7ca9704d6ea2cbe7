import re

_ID = re.compile("[0-9]{1,18}")


def as_id(text: str) -> int:
    """The id that is written in a field or an address; 0, which no row has, for no id."""
    return int(text) if _ID.fullmatch(text) else 0
