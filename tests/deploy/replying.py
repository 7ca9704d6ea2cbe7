"""Replies as the form sends them, what became of them, and the moderator's button."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from .asking import Answer, ask
from .nodes import Node

if TYPE_CHECKING:
    from .conftest import Site

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def form(site: "Site", comment: str, **fields: Any) -> bytes:
    """The body of a reply to the article, complete unless a field is given otherwise."""
    typed = {
        "article": site.article,
        "parent": "",
        "name": "Мадина",
        "email": "madina@example.org",
        "website": "",
        "comment": comment,
    }
    return urlencode(typed | fields).encode()


def reply(site: "Site", comment: str, headers: dict[str, str] | None = None, **how: Any) -> Answer:
    """Leave a reply through nginx, as a browser does."""
    browser = {"Origin": f"http://127.0.0.1:{site.port}", "Sec-Fetch-Site": "same-origin"}
    said = FORM | browser | (headers or {})
    body = form(site, comment)
    return ask(site.port, "/comments/post/", method="POST", body=body, headers=said, **how)


def kept(site: "Site", comment: str) -> list[tuple[Any, ...]]:
    """The IP address of every comment with this text."""
    return site.database.rows("SELECT host(ip) FROM comments_comment WHERE source = %s", comment)


def stylesheet(page: str) -> str:
    """The address of the stylesheet of a page."""
    return "/static/css/site." + page.partition("/static/css/site.")[2].partition('"')[0]


def approve(site: "Site", node: Node, comment: int) -> None:
    """Press the moderator's button on this node."""
    token = "a" * 32
    headers = FORM | {
        "Cookie": f"sessionid={site.session}; csrftoken={token}",
        "X-CSRFToken": token,
        "Sec-Fetch-Site": "same-origin",
    }
    address, body = "/admin/comments/comment/decide/", f"decide=approve:{comment}".encode()
    assert ask(node.port, address, method="POST", body=body, headers=headers).status == 302
