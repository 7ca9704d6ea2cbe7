"""deploy/nginx.conf: static files and uploads come from DATA_DIR, and nothing else does."""

import gzip

import pytest

from .asking import ask
from .upstream import says, upstream

CSS = b"body { margin: 0 }\n" * 50
HASHED = "site.0123456789ab.css"


@pytest.fixture
def data(tmp_path):
    """A DATA_DIR with a static file and its .gz, an upload, and a secret."""
    for name in ("site.css", HASHED):
        (tmp_path / "static" / name).write_bytes(CSS)
        (tmp_path / "static" / f"{name}.gz").write_bytes(gzip.compress(CSS))
    (tmp_path / "media" / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "secret-key").write_text("secret")
    return tmp_path


def test_a_static_file_comes_compressed_and_is_kept_for_ever(in_front_of, data):
    with upstream(says()) as node:
        front = in_front_of(node.port)
        answer = ask(front.port, f"/static/{HASHED}", headers={"Accept-Encoding": "br, gzip"})
        plain = ask(front.port, f"/static/{HASHED}")
        by_a_cdn = {"Accept-Encoding": "gzip", "Via": "1.1 cdn"}
        assert ask(front.port, f"/static/{HASHED}", headers=by_a_cdn).body == answer.body
        etag = {"If-None-Match": answer.headers["ETag"], "Accept-Encoding": "gzip"}
        again = ask(front.port, f"/static/{HASHED}", headers=etag)
    assert gzip.decompress(answer.body) == plain.body == CSS
    assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for each in (answer, plain):
        assert each.headers.get_all("Vary") == ["Accept-Encoding"]
        assert each.headers["ETag"].startswith('"')
    assert (again.status, again.body) == (304, b"")
    assert not node.asked


def test_a_file_without_a_hash_in_its_name_is_asked_for_again_soon(in_front_of, data):
    with upstream(says()) as node:
        answer = ask(in_front_of(node.port).port, "/static/site.css")
    assert answer.headers["Cache-Control"] == "max-age=60, public"


def test_a_static_file_that_one_node_has_not_yet_comes_from_the_other(in_front_of):
    new = says(CSS, Content_Type="text/css")
    with upstream(says(b"not yet", 404)) as old_node, upstream(new) as new_node:
        front = in_front_of(old_node.port, new_node.port)
        answers = [ask(front.port, f"/static/{HASHED}") for _ in range(4)]
    assert [answer.body for answer in answers] == [CSS] * 4
    assert old_node.asked


def test_a_page_that_one_node_does_not_know_is_not_looked_for_elsewhere(in_front_of):
    with upstream(says(status=404)) as one, upstream(says(status=404)) as other:
        assert ask(in_front_of(one.port, other.port).port, "/none/").status == 404
    assert len(one.asked + other.asked) == 1


def test_an_upload_runs_no_script_in_the_name_of_the_site(in_front_of, data):
    with upstream(says(b"of the app", 404)) as node:
        front = in_front_of(node.port)
        answer = ask(front.port, "/media/drawing.svg")
        none = ask(front.port, "/media/none.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none';")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert (none.status, none.body) == (404, b"of the app")


@pytest.mark.parametrize(
    "path",
    [
        "/secret-key",
        "/static/../secret-key",
        "/static/%2e%2e/secret-key",
        "/static/..%2fsecret-key",
        "/static../secret-key",
        "/media/../secret-key",
        "//secret-key",
        "/.well-known/acme-challenge/../../secret-key",
    ],
)
def test_nothing_else_in_data_dir_is_served(in_front_of, data, path):
    with upstream(says(b"of the app", 404)) as node:
        answer = ask(in_front_of(node.port).port, path)
    assert answer.status in (400, 404)
    assert b"secret" not in answer.body


def test_whoever_gives_out_certificates_finds_the_proof(in_front_of, data):
    folder = data / ".well-known" / "acme-challenge"
    folder.mkdir(parents=True)
    (folder / "token").write_text("proof")
    with upstream(says()) as node:
        front = in_front_of(node.port)
        assert ask(front.port, "/.well-known/acme-challenge/token").body == b"proof"
        assert ask(front.port, "/.well-known/acme-challenge/none").status == 404
        ask(front.port, "/.well-known/security.txt")
    assert [asked.path for asked in node.asked] == ["/.well-known/security.txt"]
