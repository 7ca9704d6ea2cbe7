"""docs/deploying.md: the cache that nginx may have, with the lines that stand there."""

from pathlib import Path

from django.conf import settings

from pagecache.public import CACHE_CONTROL

from .asking import ask, wait_until
from .upstream import says, upstream

DOCUMENTED = (Path(settings.BASE_DIR) / "docs" / "deploying.md").read_text()
LINES = [line.strip() for line in DOCUMENTED.splitlines() if line.startswith("    proxy_cache")]


def cache(folder: Path) -> dict[str, str]:
    """The lines for ``http`` and for ``site``, with a folder of this test."""
    [path_line] = [line for line in LINES if line.startswith("proxy_cache_path ")]
    of_the_site = [line for line in LINES if line != path_line]
    return {
        "http": path_line.replace("/var/lib/nginx/javob", str(folder / "pages")),
        "site": "\n".join(of_the_site) + "\n",
    }


def test_a_page_stays_readable_while_no_node_answers(in_front_of, tmp_path):
    page = says(b"the page", Cache_Control=CACHE_CONTROL, ETag='"abc"')

    def once(asked):
        return page(asked) if len(node.asked) == 1 else None

    with upstream(once) as node:
        front = in_front_of(node.port, **cache(tmp_path))
        statuses = [ask(front.port).status]
        # It is over after a second: then the node is asked again, and breaks off.
        assert wait_until(
            lambda: statuses.append(ask(front.port).status) or len(node.asked) > 1, 9
        )
        assert ask(front.port).body == b"the page"
    assert set(statuses) == {200}


def test_what_belongs_to_one_person_or_another_host_is_asked_for_each_time(in_front_of, tmp_path):
    private = says(b"a preview", Cache_Control="no-store, private")
    with upstream(private) as node:
        front = in_front_of(node.port, **cache(tmp_path))
        for _ in range(2):
            ask(front.port, "/2025/06/summit/?awaiting=41")
    assert len(node.asked) == 2
    public = says(b"a page", Cache_Control=CACHE_CONTROL)
    with upstream(public) as node:
        front = in_front_of(node.port, **cache(tmp_path / "static"))
        for host in ("one.example", "other.example"):
            ask(front.port, headers={"Host": host})
        ask(front.port, "/comments/post/", method="POST", body=b"comment=one")
        ask(front.port, "/comments/post/", method="POST", body=b"comment=one")
    assert len(node.asked) == 4
