import re
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Discussion
from pagecache.models import Purge
from tests.comments.admin.test_trying import stored
from tests.make import make_article, make_comment, make_staff

pytestmark = pytest.mark.django_db

CHANGE = "/admin/comments/discussion/1/change/"


@pytest.fixture
def editor(client):
    client.force_login(make_staff("Editor"))
    Discussion.row()
    return client


def form_data(client, **typed) -> dict:
    """What a browser sends that has opened the form, with what was typed into it."""
    form = client.get(CHANGE).context["adminform"].form
    data = {}
    for field in form:
        value = field.value()
        data[field.html_initial_name] = "" if value is None else str(value)
        if value is not False:
            data[field.html_name] = "" if value is None else str(value)
    return {name: value for name, value in (data | typed).items() if value is not None}


def test_the_list_leads_on_to_the_one_row(editor):
    assert editor.get("/admin/comments/discussion/")["Location"] == CHANGE
    assert editor.get("/admin/comments/discussion/add/").status_code == 403
    assert editor.post(f"{CHANGE.replace('change', 'delete')}", {"post": "yes"}).status_code == 403
    assert Discussion.objects.count() == 1


def test_every_setting_is_in_the_form(editor):
    shown = set(editor.get(CHANGE).context["adminform"].form.fields)
    assert shown == {field.name for field in Discussion._meta.fields if field.editable} - {"id"}


def test_an_empty_number_shows_what_holds_instead(editor, settings):
    settings.COMMENTS_MAX_LINKS = 7
    page = editor.get(CHANGE).text
    (field,) = re.findall(r'<input[^>]*name="comment_max_links"[^>]*>', page)
    assert 'placeholder="7"' in field
    assert "value=" not in field


@pytest.mark.parametrize(("typed", "kept", "holds"), [("0", 0, 0), ("9", 9, 9), ("", None, 2)])
def test_a_number_is_set_to_nought_or_goes_back_to_the_default(editor, typed, kept, holds):
    Discussion.objects.update(comment_max_links=5)
    answer = editor.post(CHANGE, form_data(editor, comment_max_links=typed))
    assert answer.status_code == 302
    assert Discussion.row().comment_max_links == kept
    assert Discussion.current().comment_max_links == holds


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("comment_max_links", "-1"),
        ("comment_max_links", "many"),
        ("thread_comments_depth", "0"),
        ("thread_comments_depth", "11"),
        ("shouting_percent", "101"),
        ("shouting_percent", ""),
        ("default_comment_status", ""),
    ],
)
def test_what_is_no_such_number_is_refused_and_kept_in_the_form(editor, name, typed):
    page = editor.post(CHANGE, form_data(editor, **{name: typed}))
    form = page.context["adminform"].form
    assert list(form.errors) == [name]
    assert form[name].value() == typed


def test_saving_throws_every_page_away(editor):
    Purge.objects.all().delete()
    editor.post(CHANGE, form_data(editor, comments_per_page="20"))
    assert Purge.objects.exists()


def test_two_editors_at_once_take_nothing_back_from_each_other(editor):
    first = form_data(editor, comment_max_links="9")
    second = form_data(editor, shouting_percent="50", comment_previously_approved=None)
    editor.post(CHANGE, first)
    editor.post(CHANGE, second)
    row = Discussion.row()
    assert (row.comment_max_links, row.shouting_percent) == (9, 50)
    assert not row.comment_previously_approved


@pytest.fixture
def comments():
    published = timezone.now() - timedelta(days=9)
    article = make_article(published_at=published)
    make_comment(article, "First https://a.tj and then https://b.tj, and many words around them")
    make_comment(article, "IT IS A SHAME AND A SCANDAL FOR ALL OF US")
    make_comment(article, "Well said.", status="spam")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"comment_max_links": "1"},
            ["Different links, at most: 1", "stopped 1 of the last 3 comments", "now: 0."],
        ),
        (
            {"comment_max_links": "1", "close_comments_days_old": "3"},
            [
                "links, at most: 1",
                "in days: 3",
                "stopped 3 of the last 3",
                "2 of them are approved",
            ],
        ),
        ({"shouting_percent": "0"}, ["stopped 0 of the last 3 comments", "now: 1."]),
        ({}, ["Nothing to try"]),
        (
            {"form_min_seconds": "9", "near_duplicate_percent": "9"},
            [
                "Nothing to try",
                "Not tried, since older comments can't tell: Likeness to another comment, in",
                "percent; Seconds of writing, at least.</p>",
            ],
        ),
        (
            {"shouting_percent": "0", "near_duplicate_percent": "9"},
            ["stopped 0 of the last 3", "can't tell: Likeness to another comment"],
        ),
    ],
)
def test_changed_numbers_are_tried_and_nothing_is_saved(editor, comments, typed, said):
    sent = form_data(editor, **typed)
    before = stored()
    page = editor.post(CHANGE, sent | {"_try": "1"}).text
    assert [words for words in said if words not in page] == []
    assert "Nothing was saved or changed." in page
    assert stored() == before


def test_what_was_tried_is_not_said_to_be_untried(editor, comments):
    sent = form_data(editor, shouting_percent="0", comment_max_links="0") | {"_try": "1"}
    assert "Not tried" not in editor.post(CHANGE, sent).text
    assert "Not tried" not in editor.post(CHANGE, form_data(editor) | {"_try": "1"}).text


@pytest.mark.parametrize("role", ["Editor", "Chief"])
def test_only_whoever_may_open_the_desk_reads_which_comments_they_are(client, role):
    client.force_login(make_staff(role))
    Discussion.row()
    article = make_article()
    for status in ("approved", "held", "spam", "trash"):
        comment = make_comment(article, "https://a.tj https://b.tj", status=status, name="Madina")
    sent = form_data(client, comment_max_links="1") | {"_try": "1"}
    page = client.post(CHANGE, sent).text
    assert "Would have stopped 4 of the last 4 comments." in page
    assert "1 of them is approved now." in page
    for told in ("Madina", "https://b.tj", f"/admin/comments/comment/{comment.pk}/change/"):
        assert (told in page) is (role == "Chief"), told


def test_what_is_typed_comes_back_when_one_is_signed_out(client):
    answer = client.post(CHANGE, {"shouting_percent": "What I typed."})
    assert answer.status_code == 403
    assert "What I typed.</pre>" in answer.text


def test_several_numbers_are_tried_in_one_reading_of_the_comments(
    editor, comments, django_assert_num_queries
):
    sent = form_data(editor, comment_max_links="0", shouting_percent="9", mostly_links_percent="9")
    with django_assert_num_queries(12):
        editor.post(CHANGE, sent | {"_try": "1"})


def test_a_number_out_of_bounds_is_not_tried(editor, comments):
    page = editor.post(CHANGE, form_data(editor, shouting_percent="900") | {"_try": "1"}).text
    assert "less than or equal to 100" in page
    assert "Would have stopped" not in page


def test_moderators_do_not_see_the_settings(client):
    client.force_login(make_staff("Moderator"))
    Discussion.row()
    assert client.get(CHANGE).status_code == 403
    assert client.post(CHANGE, {"_try": "1"}).status_code == 403
