"""A stand-in for a node, which answers as a test tells it and keeps what it was asked."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    method: str
    path: str
    version: str
    headers: Message
    body: bytes
    #: The port it came from, which stays the same as long as the line is kept.
    came_from: int


#: Status, headers and body; None breaks off without an answer.
Reply = tuple[int, dict[str, str], bytes] | None


@dataclass
class Upstream:
    port: int
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def upstream(reply: Callable[[Asked], Reply]) -> Iterator[Upstream]:
    """Serve at a free port; every request gets what ``reply`` makes of it."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1  # head and body leave together

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = Asked(
                method=self.command,
                path=self.path,
                version=self.request_version,
                headers=self.headers,
                body=body,
                came_from=self.client_address[1],
            )
            stand_in.asked.append(asked)
            told = reply(asked)
            if told is None:
                self.close_connection = True
                return
            status, headers, content = told
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(content))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)
            self.wfile.flush()

        do_GET = do_HEAD = do_POST = answer  # noqa: N815 - called so by http.server

        def log_message(self, *args: object) -> None:
            """What was asked is kept, not printed."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 256

    with Server(("127.0.0.1", 0), Handler) as server:
        stand_in = Upstream(server.server_port)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield stand_in
        finally:
            server.shutdown()
            thread.join()


def says(body: bytes = b"<p>Hello</p>", status: int = 200, **headers: str) -> Callable[..., Reply]:
    """A reply that is always the same; ``Content_Type`` stands for ``Content-Type``."""
    named = {"Content-Type": "text/html; charset=utf-8"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda asked: (status, named, body)


def breaks_off(asked: Asked) -> Reply:
    return None
