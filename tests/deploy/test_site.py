"""deploy/ as a whole: what a reader meets at nginx, with the app on PostgreSQL behind it."""

import gzip
import threading
import time
from contextlib import ExitStack

import brotli

from .asking import ask, half_a_request, listens, stalled_reply, wait_until
from .nginx import nginx
from .replying import approve, form, kept, reply, stylesheet

#: Seconds until every node shows what was approved on one of them.
SOON = 1.0


def test_a_page_comes_compressed_and_is_known_again(site):
    page = ask(site.port, site.address, headers={"Accept-Encoding": "gzip, br"})
    assert page.status == 200
    assert page.headers["Content-Encoding"] == "br"
    assert "Leave a Reply" in brotli.decompress(page.body).decode()
    assert page.headers["ETag"].startswith('"')
    known = {"Accept-Encoding": "gzip, br", "If-None-Match": page.headers["ETag"]}
    again = ask(site.port, site.address, headers=known)
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == page.headers["ETag"]


def test_each_encoding_holds_the_same_page(site):
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
    pages = {
        name: decode[name](ask(site.port, site.address, headers={"Accept-Encoding": name}).body)
        for name in decode
    }
    assert len(set(pages.values())) == 1


def test_head_tells_what_get_would(site):
    head = ask(site.port, site.address, method="HEAD")
    page = ask(site.port, site.address)
    assert (head.status, head.body) == (200, b"")
    for name in ("ETag", "Content-Type", "Vary", "Cache-Control"):
        assert head.headers.get_all(name) == page.headers.get_all(name)


def test_a_reply_is_kept_with_the_reader_s_address_whatever_a_header_says(site):
    said = {"X-Forwarded-For": "203.0.113.9", "X_Forwarded_For": "203.0.113.9"}
    assert reply(site, "From there.", said, source="127.0.0.77").status == 303
    assert kept(site, "From there.") == [("127.0.0.77",)]


def test_a_reply_that_is_too_large_is_told_so_and_kept_in_the_form(site):
    for characters in (1_100_000, 2_000_000):
        answer = reply(site, "x" * characters)
        assert answer.status == 413
        assert "Go back: your text is still in the form" in answer.text


def test_a_static_file_is_the_same_from_nginx_and_from_the_app(site, tmp_path):
    address = stylesheet(ask(site.port).text)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    ports = [node.port for node in site.nodes]
    # Where nginx has no such folder, as on a machine of its own.
    with nginx(folder, ports, data=folder) as elsewhere:
        from_the_app = ask(elsewhere.port, address, headers={"Accept-Encoding": "gzip"})
    from_the_disk = ask(site.port, address, headers={"Accept-Encoding": "gzip"})
    assert "--" in gzip.decompress(from_the_disk.body).decode()
    assert from_the_disk.body == from_the_app.body
    assert from_the_disk.headers["Cache-Control"] == from_the_app.headers["Cache-Control"]
    assert "immutable" in from_the_disk.headers["Cache-Control"]
    assert f'"GET {address}" 200' in site.nginx.access_log
    of_the_disk = next(line for line in site.nginx.access_log.splitlines() if address in line)
    assert of_the_disk.endswith(" - - -")  # no node was asked


def test_stalled_replies_leave_readers_alone(site):
    with ExitStack() as stalled:
        for number in range(200):
            source = f"127.0.1.{number // 25 + 1}"
            stalled.enter_context(half_a_request(site.port, stalled_reply(), source=source))
        pages = [ask(site.port, site.address, seconds=5).status for _ in range(20)]
        assert pages == [200] * 20
        assert reply(site, "Between the stalled ones.", seconds=5).status == 303


def test_no_log_of_nginx_holds_an_address(site):
    ask(site.port, f"{site.address}?awaiting=41:secret", source="127.0.0.77")
    reply(site, "For the log.", source="127.0.0.77")
    assert "127.0.0.0" in site.nginx.access_log
    for never in ("127.0.0.77", "secret", "madina"):
        assert never not in site.nginx.logs


# -- Two nodes ----------------------------------------------------------------------------


def test_both_nodes_name_a_page_alike(site):
    """So a reader who comes back by way of the other node needs no body."""
    asked = {"Accept-Encoding": "br", "Host": f"127.0.0.1:{site.port}"}
    pages = [ask(node.port, site.address, headers=asked) for node in site.nodes]
    assert pages[0].body == pages[1].body
    assert pages[0].headers["ETag"] == pages[1].headers["ETag"]


def test_what_is_approved_on_one_node_is_on_the_other_within_a_second(site):
    took = []
    for number, comment in enumerate(site.held):
        text = f"Waiting {number}."
        here, there = site.nodes if number % 2 else reversed(site.nodes)
        for node in (here, there, there):  # both have the page ready, without the comment
            assert text not in ask(node.port, site.address).text
        approve(site, here, comment)
        approved = time.monotonic()
        assert wait_until(lambda: text in ask(there.port, site.address).text, 10, 0.005)  # noqa: B023
        took.append(time.monotonic() - approved)
        assert text in ask(here.port, site.address).text
        assert text in ask(site.port, site.address).text
    assert max(took) < SOON


def test_readers_do_not_notice_that_a_node_is_killed_and_no_reply_comes_twice(site):
    doomed = site.nodes[1]
    over = threading.Event()
    pages: list[int] = []

    def read(number: int) -> None:
        while not over.is_set():
            pages.append(ask(site.port, f"{site.address}?reader={number}").status)

    def killed_in_the_middle() -> None:
        wait_until(lambda: len(sent) > 10, 30, 0.001)
        doomed.kill()

    readers = [threading.Thread(target=read, args=(number,)) for number in range(2)]
    killer = threading.Thread(target=killed_in_the_middle)
    sent: dict[str, int] = {}
    for thread in (*readers, killer):
        thread.start()
    try:
        while killer.is_alive() or len(sent) < 40:
            text = f"Sent while a node is killed, {len(sent)}."
            sent[text] = reply(site, text).status
    finally:
        over.set()
        for thread in (*readers, killer):
            thread.join()
        doomed.start()
    assert set(pages) == {200}
    assert set(sent.values()) <= {303, 503}
    for text, status in sent.items():
        if status == 503:  # "Send it again in a minute; it will not appear twice."
            assert reply(site, text).status == 303
        assert len(kept(site, text)) == 1, text


def test_a_node_that_is_to_stop_finishes_the_reply_that_it_began(site):
    node = site.nodes[1]
    text = "Sent while the node stops."
    body = form(site, text).decode()
    half = len(body) // 2
    head = (
        "POST /comments/post/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    try:
        with half_a_request(node.port, head + body[:half]) as line:
            node.terminate()
            assert wait_until(lambda: not listens(node.port), 10)
            line.sendall(body[half:].encode())
            assert line.recv(100).startswith(b"HTTP/1.1 303 ")
        assert node.process.wait(10) == 0
    finally:
        node.stop()
        node.start()
    assert len(kept(site, text)) == 1
