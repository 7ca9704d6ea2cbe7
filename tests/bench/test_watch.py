import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import brotli
import pytest

from bench.answers import Unexpected
from bench.servers import Server
from bench.watch import Reader


class Pages(BaseHTTPRequestHandler):
    """Shows the comment from the third look on; closes every connection after its answer."""

    looks = 0

    def do_GET(self) -> None:
        type(self).looks += 1
        body = b'<li id="comment-7">' if self.looks >= 3 else b"<ol></ol>"
        coding = self.headers["Accept-Encoding"]
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Encoding", coding)
        self.end_headers()
        self.wfile.write(brotli.compress(body) if coding == "br" else body)

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def server():
    Pages.looks = 0
    listening = HTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield Server(listening.server_port, 0, Path())
    listening.shutdown()
    thread.join()
    listening.server_close()


@pytest.mark.parametrize("coding", ["br", "identity"])
def test_a_reader_looks_until_the_comment_is_there(server, coding):
    began = time.monotonic()
    seen = Reader(server, coding).watch("/", 'id="comment-7"', began + 30)
    assert seen.looks == 3
    assert began < seen.at < time.monotonic()


def test_a_comment_that_never_comes_is_missed(server):
    seen = Reader(server, "br").watch("/", 'id="comment-8"', time.monotonic() + 0.1)
    assert seen.at is None


def test_a_page_that_is_not_there_is_no_late_page(server):
    with pytest.raises(Unexpected, match="answers 404"):
        Reader(server, "br").load("/gone/")
