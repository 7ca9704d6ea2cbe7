import pytest
from django.test import RequestFactory

from comments.body import unreadable

FORM = "application/x-www-form-urlencoded"


def answer_to(body: bytes, **headers: str) -> int | None:
    request = RequestFactory().post("/", body, content_type=FORM, headers=headers)
    answer = unreadable(request)
    return answer.status_code if answer else None


@pytest.mark.django_db
def test_what_is_too_large_or_says_not_how_large_is_not_read(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert answer_to(b"x" * 10) is None
    assert answer_to(b"x" * 11) == 413
    assert answer_to(b"", **{"Transfer-Encoding": "chunked", "Content-Length": ""}) == 411
    assert answer_to(b"x", **{"Content-Length": "-1"}) is None
