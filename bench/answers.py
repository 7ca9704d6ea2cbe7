"""One answer of a server, byte for byte, to be given again by a bare one."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

#: The server itself adds these, or they belong to one connection (RFC 9110, 7.6.1).
_SERVERS_OWN = {"date", "server", "connection", "keep-alive", "transfer-encoding"}


class Unexpected(RuntimeError):
    """The site gave an answer that makes a measurement pointless."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """The text of a header; empty when the answer doesn't have it."""
        return {key.lower(): text for key, text in self.headers}.get(name.lower(), "")


def ask(url: str, headers: Mapping[str, str] | None = None, timeout: float = 30) -> Answer:
    """GET an address of this machine, follow nothing, decode nothing."""
    parts = urlsplit(url)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=timeout)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        line.request("GET", target, headers={"Accept-Encoding": "identity", **(headers or {})})
        return read(line)
    finally:
        line.close()


def read(line: http.client.HTTPConnection) -> Answer:
    """The answer to the request that was sent on this connection."""
    response = line.getresponse()
    body = response.read()
    kept = [pair for pair in response.getheaders() if pair[0].lower() not in _SERVERS_OWN]
    return Answer(response.status, kept, body)


def keep(answers: Mapping[str, Answer], directory: Path) -> None:
    """Write answers by path, as ``bench/bare.py`` reads them."""
    directory.mkdir(parents=True, exist_ok=True)
    index = {}
    for number, (path, answer) in enumerate(answers.items()):
        (directory / f"{number}.body").write_bytes(answer.body)
        index[path] = {**asdict(answer), "body": f"{number}.body"}
    (directory / "index.json").write_text(json.dumps(index))


def kept_in(directory: Path) -> dict[str, Answer]:
    index = json.loads((directory / "index.json").read_text())
    return {
        path: Answer(
            kept["status"],
            [(name, text) for name, text in kept["headers"]],
            (directory / kept["body"]).read_bytes(),
        )
        for path, kept in index.items()
    }
