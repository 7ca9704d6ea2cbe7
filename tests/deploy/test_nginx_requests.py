"""deploy/nginx.conf: what reaches a node, and what comes back."""

from http.client import HTTPConnection

import pytest

from .asking import ask, free_port
from .upstream import breaks_off, says, upstream


def test_a_reader_is_known_by_the_line_and_not_by_what_a_header_says(in_front_of):
    said = {
        "X-Forwarded-For": "203.0.113.9",
        "X_Forwarded_For": "203.0.113.9",
        "X-Real-IP": "203.0.113.9",
        "Forwarded": "for=203.0.113.9",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "evil.example",
    }
    with upstream(says()) as node:
        ask(in_front_of(node.port).port, headers=said, source="127.0.0.77")
    headers = node.asked[0].headers
    assert headers.get_all("X-Forwarded-For") == ["127.0.0.77"]
    assert headers.get_all("X-Forwarded-Proto") == ["http"]
    assert "203.0.113.9" not in str(headers)
    assert "evil.example" not in str(headers)


def test_behind_a_cdn_the_reader_is_the_one_that_it_names(in_front_of):
    cdn = "set_real_ip_from 127.0.0.1;\nreal_ip_header X-Forwarded-For;\nreal_ip_recursive on;\n"
    with upstream(says()) as node:
        port = in_front_of(node.port, site=cdn).port
        ask(port, headers={"X-Forwarded-For": "192.0.2.1, 198.51.100.7"})
        ask(port, headers={"X-Forwarded-For": "192.0.2.1"}, source="127.0.0.2")
    known = [asked.headers["X-Forwarded-For"] for asked in node.asked]
    assert known == ["198.51.100.7", "127.0.0.2"]


def test_a_node_sees_the_host_with_its_port(in_front_of):
    with upstream(says()) as node:
        front = in_front_of(node.port)
        for _ in range(2):
            ask(front.port, "/a?b=%20c")
    for asked in node.asked:
        assert (asked.path, asked.version) == ("/a?b=%20c", "HTTP/1.1")
        assert asked.headers["Host"] == f"127.0.0.1:{front.port}"
        assert asked.headers["Connection"] is None


@pytest.mark.parametrize(
    ("encoding", "etag"), [("br", '"abc;br"'), ("gzip", '"abc;gzip"'), (None, '"abc"')]
)
def test_what_a_node_sends_arrives_as_it_was(in_front_of, encoding, etag):
    body = b"<p>The summit</p>" * 1000  # nginx would gladly compress that
    compressed = {"Content_Encoding": encoding} if encoding else {}
    reply = says(body, ETag=etag, Vary="Accept-Encoding", **compressed)
    with upstream(reply) as node:
        answer = ask(in_front_of(node.port).port, headers={"Accept-Encoding": "br, gzip"})
    assert node.asked[0].headers["Accept-Encoding"] == "br, gzip"
    assert answer.body == body
    assert answer.headers["ETag"] == etag
    assert answer.headers.get_all("Content-Encoding") == ([encoding] if encoding else None)
    assert answer.headers.get_all("Vary") == ["Accept-Encoding"]


def test_a_body_of_unknown_length_reaches_a_node_whole(in_front_of):
    with upstream(says()) as node:
        pieces = iter([b"comment=", b"one+", b"two"])
        ask(in_front_of(node.port).port, method="POST", body=pieces)
    assert node.asked[0].body == b"comment=one+two"
    assert node.asked[0].headers["Transfer-Encoding"] is None


# -- A node is down -----------------------------------------------------------------------


def test_a_page_comes_from_the_other_node_when_one_breaks_off(in_front_of):
    with upstream(breaks_off) as broken, upstream(says()) as node:
        front = in_front_of(broken.port, node.port)
        assert [ask(front.port).status for _ in range(6)] == [200] * 6
    assert broken.asked


@pytest.mark.parametrize("line", ["a new line", "a line that was kept"])
def test_a_reply_that_a_node_took_and_did_not_answer_is_not_sent_again(in_front_of, line):
    def reads_and_does_not_take(asked):
        return says()(asked) if asked.method == "GET" else None

    with upstream(reads_and_does_not_take) as one, upstream(reads_and_does_not_take) as other:
        front = in_front_of(one.port, other.port)
        if "kept" in line:
            assert [ask(front.port).status for _ in range(4)] == [200] * 4
        answer = ask(front.port, "/comments/post/", method="POST", body=b"comment=once")
    assert [asked.method for asked in one.asked + other.asked].count("POST") == 1
    assert answer.status == 503
    assert "your text is still in the form" in answer.text


def test_a_reply_that_could_not_be_sent_goes_to_the_other_node(in_front_of):
    with upstream(says(status=303)) as node:
        front = in_front_of(free_port(), node.port)
        sent = [ask(front.port, method="POST", body=b"%d" % n).status for n in range(6)]
    assert sent == [303] * 6
    assert sorted(asked.body for asked in node.asked) == [b"%d" % n for n in range(6)]


def test_when_no_node_answers_the_page_says_so_in_every_language(in_front_of):
    front = in_front_of(free_port(), free_port())
    answer = ask(front.port, "/2025/06/summit/")
    assert answer.status == 503
    assert answer.headers["Retry-After"] == "60"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    for words in ("still in the form", "остался в форме", "ҳанӯз дар форма", "هنوز در فرم"):
        assert words in answer.text


def test_a_fault_of_the_app_is_shown_as_the_app_tells_it(in_front_of):
    for status in (404, 413, 429, 500, 503):
        with upstream(says(b"the page of the app", status)) as node:
            answer = ask(in_front_of(node.port).port)
        assert (answer.status, answer.body) == (status, b"the page of the app")
        assert len(node.asked) == 1


def test_both_lines_are_kept_for_the_next_request(in_front_of):
    with upstream(says()) as node:
        line = HTTPConnection("127.0.0.1", in_front_of(node.port).port)
        for _ in range(3):
            line.request("GET", "/")
            answer = line.getresponse()
            answer.read()
            assert not answer.will_close
        line.close()
    assert len({asked.came_from for asked in node.asked}) == 1
