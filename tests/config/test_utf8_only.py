import pytest

from config.utf8_only import utf8_only


def status_for(content_type: str | None) -> str:
    told = []

    def application(environ, start_response):
        start_response("200 OK", [])
        return [b""]

    environ = {} if content_type is None else {"CONTENT_TYPE": content_type}
    utf8_only(application)(environ, lambda status, headers: told.append(status))
    return told[0]


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        (None, "200 OK"),
        ("", "200 OK"),
        ("text/plain", "200 OK"),
        ("application/x-www-form-urlencoded; charset=UTF-8", "200 OK"),
        ('multipart/form-data; boundary=x; charset="utf-8"', "200 OK"),
        ("text/plain; charset=hex", "400 Bad Request"),
        ("text/plain; charset=rot13", "400 Bad Request"),
        ("text/plain; charset=undefined", "400 Bad Request"),
        ("multipart/form-data; boundary=x; charset=unicode_escape", "400 Bad Request"),
        ("application/x-www-form-urlencoded; charset=utf-16", "400 Bad Request"),
        ("text/plain; CHARSET='hex'", "400 Bad Request"),
        ("text/plain; charset=utf-8; charset=hex", "400 Bad Request"),
    ],
)
def test_another_character_set_than_utf_8_is_answered_at_the_door(content_type, status):
    assert status_for(content_type) == status
