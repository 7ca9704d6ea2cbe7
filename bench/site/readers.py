"""Who leaves replies: many come once, some again and again."""

from dataclasses import dataclass
from ipaddress import IPv4Address, ip_network
from random import Random
from uuid import UUID

from .words import Writer

_AGENTS = [
    f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) {browser}"
    for system in ("Windows NT 10.0; Win64; x64", "Linux; Android 14", "Macintosh; Intel")
    for browser in ("Chrome/139.0.0.0 Safari/537.36", "Firefox/142.0", "Version/18 Safari/605")
]
_COMMENTS_EACH = 6  # on average


@dataclass(frozen=True)
class Reader:
    name: str
    email: str
    website: str
    ip: str
    network: str
    user_agent: str
    browser_key: UUID | None


def make_readers(comments: int, writers: dict[str, Writer], random: Random) -> list[Reader]:
    """As many as so many comments may have."""
    languages = random.choices([*writers], k=max(1, comments // _COMMENTS_EACH))
    return [_reader(number, writers[lang], random) for number, lang in enumerate(languages)]


def _reader(number: int, writer: Writer, random: Random) -> Reader:
    ip = str(IPv4Address(random.randrange(11 << 24, 126 << 24)))
    return Reader(
        name=writer.name(),
        email=f"Reader.{number}@example.org",
        website="" if number % 12 else f"https://reader{number}.example.org/",
        ip=ip,
        network=str(ip_network(f"{ip}/24", strict=False)),
        user_agent=random.choice(_AGENTS),
        browser_key=UUID(int=random.getrandbits(128), version=4) if number % 3 == 0 else None,
    )
