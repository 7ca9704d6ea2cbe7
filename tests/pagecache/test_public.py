from datetime import UTC, datetime, timedelta

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from pagecache.public import (
    CACHE_CONTROL,
    SHOWN,
    late,
    not_after,
    not_kept,
    public_page,
    shows,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def request_():
    return RequestFactory().get("/")


def answer(request, status: int = 200, *, said=("a",), more=lambda request: None) -> HttpResponse:
    @public_page()
    def view(request):
        shows(request, *said)
        more(request)
        return HttpResponse(status=status)

    return view(request)


def test_a_public_page_says_what_it_shows_and_who_may_keep_it(request_):
    response = answer(request_, said=["b", "a", "b"])
    assert response["Cache-Tag"] == "a b"
    assert response["Cache-Control"] == CACHE_CONTROL


def test_what_is_said_in_several_places_adds_up(request_):
    response = answer(request_, more=lambda request: shows(request, "template"))
    assert response["Cache-Tag"] == "a template"
    assert request_.META[SHOWN].tags == {"a", "template"}


@pytest.mark.parametrize("status", [201, 204, 206, 303, 304, 307, 400, 403, 404, 410, 422, 500])
def test_only_a_success_and_ways_to_it_are_worth_keeping(request_, status):
    assert "Cache-Tag" not in answer(request_, status)
    assert "Cache-Control" not in answer(request_, status)


@pytest.mark.parametrize("status", [200, 301, 302])
def test_a_success_and_ways_to_it_are_worth_keeping(request_, status):
    assert "Cache-Tag" in answer(request_, status)


def test_an_answer_that_shows_nothing_known_is_not_kept(request_):
    assert "Cache-Tag" not in answer(request_, said=[])


def test_a_view_can_say_that_its_answer_is_not_kept(request_):
    assert "Cache-Tag" not in answer(request_, more=not_kept)


@pytest.mark.parametrize(("accessed", "is_kept"), [(False, True), (True, False)])
def test_an_answer_for_which_the_session_was_read_is_not_kept(request_, accessed, is_kept):
    class Session:
        pass

    request_.session = Session()
    request_.session.accessed = accessed
    assert ("Cache-Tag" in answer(request_)) is is_kept


def test_a_page_is_over_at_the_first_of_its_moments(request_):
    hours = [timedelta(hours=hours) for hours in (2, 1, 3)]
    not_after(request_)
    not_after(request_, None)
    assert request_.META[SHOWN].until is None
    not_after(request_, NOON + hours[0], None, NOON + hours[1])
    not_after(request_, NOON + hours[2])
    assert request_.META[SHOWN].until == NOON + hours[1]


def test_what_one_answer_shows_is_not_what_another_shows(request_):
    answer(request_)
    other = RequestFactory().get("/")
    assert answer(other, said=["b"])["Cache-Tag"] == "b"


def test_the_door_finds_the_parameters_on_the_view():
    @public_page("page", "q")
    def view(request):
        """What it does."""

    assert view.public_parameters == {"page", "q"}
    assert (view.__name__, view.__doc__) == ("view", "What it does.")


def test_a_page_that_is_not_there_stays_an_exception(request_):
    @public_page()
    def view(request):
        shows(request, "a")
        raise Http404

    with pytest.raises(Http404):
        view(request_)


def test_a_late_part_takes_its_place_in_the_page(request_):
    @public_page()
    def view(request):
        first, second = (
            late(request, ["<p>", "Салом".encode(), "</p>"]),
            late(request, iter(["two"])),
        )
        assert "Салом" not in first != second
        return HttpResponse(f"before {first} between {second} after")

    content = view(request_).content.decode()
    assert content == "before <p>Салом</p> between two after"


def test_outside_a_public_page_a_late_part_is_there_at_once(request_):
    assert late(request_, ["<p>", "Салом".encode(), "</p>"]) == "<p>Салом</p>"
