import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from comments.answers import SeeOther, for_one_person, too_large


def test_see_other_leads_to_a_page_to_get():
    answer = SeeOther("/there/")
    assert (answer.status_code, answer["Location"]) == (303, "/there/")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"CONTENT_LENGTH": "100"}, None),
        ({"CONTENT_LENGTH": "1048577"}, 413),
        ({"CONTENT_LENGTH": "no number"}, None),
        ({"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}, 411),
    ],
)
@pytest.mark.django_db
def test_a_body_of_unknown_or_great_length_is_not_read(headers, status):
    answer = too_large(RequestFactory().post("/comments/post/", {"a": "b"}, **headers))
    assert (answer.status_code if answer else None) == status


def test_a_page_for_one_person_is_kept_nowhere():
    answer = for_one_person(HttpResponse(), "tg")
    assert answer["Content-Language"] == "tg"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "same-origin"
