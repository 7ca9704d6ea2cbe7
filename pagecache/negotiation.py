"""Which of the ready encodings a client takes, and whether it has the page already."""

from collections.abc import Collection

#: From best to worst, for a client that likes several equally well.
ENCODINGS = ("br", "gzip", "identity")

#: Characters of a header that are worth reading. No client has more to say; a header of
#: 400 kB, which a server may let pass, would cost a tenth of a second.
_WORTH_READING = 4_000


def encoding_for(accepted: str | None) -> str:
    """Return the encoding to send for an ``Accept-Encoding`` (RFC 9110, 12.5.3).

    The one with the highest weight, of equal ones the smallest; ``identity`` where the
    client says nothing, refuses all of them or goes on for thousands of characters.
    """
    if accepted is None or len(accepted) > _WORTH_READING:
        return "identity"
    weights = dict(_weights(accepted))
    anything = weights.get("*")
    best, chosen = 0.0, "identity"
    for encoding in ENCODINGS:
        unsaid = anything if anything is not None else (0.001 if encoding == "identity" else 0.0)
        weight = weights.get(encoding, unsaid)
        if weight > best:
            best, chosen = weight, encoding
    return chosen


def _weights(accepted: str) -> list[tuple[str, float]]:
    found = []
    for part in accepted.split(","):
        name, *parameters = part.split(";")
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                weight = _number(value)
        found.append((name.strip().lower().removeprefix("x-"), weight))
    return found


def _number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def has_already(if_none_match: str, etags: Collection[str]) -> bool:
    """Whether one of the client's entity tags is one of the page's (RFC 9110, 13.1.2).

    The comparison is weak, as it is for this header; a proxy may have made ours weak.
    """
    if if_none_match in etags:
        return True
    if len(if_none_match) > _WORTH_READING:
        return False
    theirs = (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
    return any(tag == "*" or tag in etags for tag in theirs)
