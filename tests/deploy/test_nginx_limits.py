"""deploy/nginx.conf: what is too slow, too large or too much at once."""

import time
from contextlib import ExitStack

from django.conf import settings

from .asking import Answer, ask, half_a_request, stalled_reply
from .upstream import says, upstream

MOST_AT_ONCE = 32
LIMIT = settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_a_body_that_the_app_takes_is_let_through(in_front_of):
    with upstream(says()) as node:
        ask(in_front_of(node.port).port, method="POST", body=b"x" * LIMIT)
    assert len(node.asked[0].body) == LIMIT


def test_a_body_that_it_does_not_take_gets_a_page_that_says_what_to_do(in_front_of):
    with upstream(says()) as node:
        front = in_front_of(node.port)
        for size in (LIMIT + 1, 10 * LIMIT):
            answer = ask(front.port, "/comments/post/", method="POST", body=b"x" * size)
            assert answer.status == 413
            assert "Go back: your text is still in the form" in answer.text
            assert "сократите" in answer.text
    assert not node.asked


def test_editors_may_send_pictures(in_front_of):
    with upstream(says()) as node:
        ask(in_front_of(node.port).port, "/admin/", method="POST", body=b"x" * 10 * LIMIT)
    assert len(node.asked[0].body) == 10 * LIMIT


def test_a_request_line_or_header_without_end_gets_a_clear_answer(in_front_of):
    with upstream(says()) as node:
        front = in_front_of(node.port)
        assert ask(front.port, "/?" + "a" * 20_000).status == 414
        assert ask(front.port, headers={"Cookie": "a" * 20_000}).status == 400
        assert ask(front.port, headers={"X-A": "a"}).status == 200
    assert len(node.asked) == 1


def until_refused(port: int, stalled: ExitStack, seconds: float) -> Answer:
    """The first refusal of a reply, with one more stalled sender for each that is let through.

    On a busy machine nginx may take long to take one in, and has given up on others by then.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = ask(port, method="POST", body=b"comment=one+more")
        if answer.status != 200:
            break
        stalled.enter_context(half_a_request(port, stalled_reply()))
    return answer


def test_one_address_sends_so_much_at_once_and_reads_as_it_likes(in_front_of):
    with upstream(says()) as node, ExitStack() as stalled:
        front = in_front_of(node.port)
        for _ in range(MOST_AT_ONCE - 1):
            stalled.enter_context(half_a_request(front.port, stalled_reply()))
        assert ask(front.port, method="POST", body=b"comment=the+last").status == 200
        refused = until_refused(front.port, stalled, seconds=10)
        assert refused.status == 429
        assert refused.headers["Retry-After"] == "60"
        assert "your text is still in the form" in refused.text
        node.asked.clear()
        assert ask(front.port).status == 200
        assert ask(front.port, method="HEAD").status == 200
        others = ask(front.port, method="POST", body=b"comment=mine", source="127.0.0.2")
        assert others.status == 200
    assert [asked.method for asked in node.asked] == ["GET", "HEAD", "POST"]


def test_no_part_of_a_stalled_body_reaches_a_node(in_front_of):
    with upstream(says()) as node:
        front = in_front_of(node.port)
        with half_a_request(front.port, stalled_reply()):
            assert ask(front.port).status == 200
    assert [asked.method for asked in node.asked] == ["GET"]
