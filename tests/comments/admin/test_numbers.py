import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from comments.models import Comment
from tests.make import make_article, make_comment, make_reason

pytestmark = pytest.mark.django_db

PAGE = "/admin/comments/comment/numbers/"


def make_staff(*codenames):
    user = get_user_model().objects.create_user("shahlo", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> Client:
    """Somebody who may see the numbers and nothing else."""
    return make_staff("view_numbers")


@pytest.fixture
def history(article):
    """Four comments: approved at once, spam, held and decided, held and waiting."""
    make_comment(article)
    make_comment(article, status="spam")
    waiting = make_comment(article, status="held")
    decided = make_comment(article, status="held")
    make_reason(waiting, "links")
    make_reason(decided, "links")
    by = get_user_model().objects.create_user("nigora", first_name="Nigora", last_name="R.")
    decided.approve(by)
    return waiting


def text(answer):
    """What is read on the page, the figures of pictures among it."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_the_page_tells_the_figures_in_words_and_in_pictures(editor, history):
    answer = editor.get(PAGE)
    page = text(answer)
    assert "Comments that came in 4 2 held, 1 spam" in page
    assert "Half of what was held is decided within less than a minute" in page
    assert "1 decided, 1 still wait" in page
    assert "The oldest held comment waits for less than a minute" in page
    assert "\u2068Links\u2069 disagreed: 100%" in page
    assert "Nigora R. 1 0" in page
    assert answer.text.count('role="img"') == 4


def test_every_picture_has_its_figures_below_as_a_table(editor, history):
    answer = editor.get(PAGE)
    assert answer.text.count("The same as a table") == 4
    today = timezone.localdate()
    page = text(answer)
    assert f"{today.day} {today:%B %Y} 1 2 1 4" in page  # came in
    assert f"{today.day} {today:%B %Y} 1 0 0 0 1" in page  # decided
    assert "Links 2 1 1 100%" in page
    assert "The summit 4 2 (50%) 1 (25%)" in page


@pytest.mark.parametrize("days", [7, 30, 90, 365])
def test_every_day_of_the_time_asked_for_has_a_row(editor, days):
    answer = editor.get(f"{PAGE}?days={days}")
    table = answer.text.split("<tbody>")[1].split("</tbody>")[0]
    assert table.count("<tr>") == days
    assert f'href="?days={days}" aria-current="page"' in answer.text


@pytest.mark.parametrize("days", ["", "0", "-7", "8", "07", "x", "7.0", "٧", "9" * 5000, "7\x00"])
def test_a_time_that_is_not_offered_is_the_usual_one(editor, days):
    answer = editor.get(PAGE, {"days": days})
    assert answer.status_code == 200
    assert 'href="?days=30" aria-current="page"' in answer.text


def test_a_site_without_comments_says_so(editor):
    page = text(editor.get(PAGE))
    assert "Comments that came in 0" in page
    assert "The oldest held comment waits for –" in page
    assert page.count("Nothing in this time.") == 3


def test_only_a_moderator_is_led_to_the_comment_that_waits(editor, history, desk):
    address = f"/admin/comments/comment/{history.pk}/change/"
    assert address not in editor.get(PAGE).text
    assert address in desk.get(PAGE).text


def test_a_withdrawn_article_is_named_and_not_linked(editor, article, history):
    address = article.get_absolute_url()
    assert f'href="{address}"' in editor.get(PAGE).text
    article.withdraw()
    answer = editor.get(PAGE)
    assert address not in answer.text
    assert "The summit 4" in text(answer)


def test_titles_and_names_are_shown_as_they_are(editor):
    by = get_user_model().objects.create_user("x", last_name="<i>Karimov</i>")
    article = make_article("<b>Water</b> & ice")
    make_comment(article, status="held").approve(by)
    page = editor.get(PAGE).text
    assert "<bdi>&lt;b&gt;Water&lt;/b&gt; &amp; ice</bdi>" in page
    assert "<bdi>&lt;i&gt;Karimov&lt;/i&gt;</bdi>" in page
    assert "<b>Water" not in page
    assert "<i>Karimov" not in page


def test_no_style_and_no_script_stands_in_the_page(editor, history):
    page = editor.get(PAGE).text.split('<div class="numbers">')[1]
    assert "style=" not in page
    assert "<style" not in page
    assert "<script" not in page.split("</main>")[0]


def test_nothing_of_a_commenter_is_told(editor, article):
    make_comment(article, "A secret.", name="Zulfiya", email="zulfiya@example.org", status="held")
    page = editor.get(PAGE).text
    for word in ("A secret", "Zulfiya", "zulfiya"):
        assert word not in page


def test_persian_is_drawn_from_right_to_left(editor, history):
    approved = re.compile(r'<rect class="plot-approved" x="([\d.]+)%" width="([\d.]+)%"')

    def boxes(language):
        answer = editor.get(PAGE, headers={"Accept-Language": language})
        return [tuple(map(float, found)) for found in approved.findall(answer.text)]

    mirrored = [100 - x - width for x, width in boxes("en")]
    assert [x for x, _ in boxes("fa")] == pytest.approx(mirrored, abs=0.01)


# -- Who may see it --------------------------------------------------------------------


def test_a_stranger_is_led_to_the_login(client):
    answer = client.get(PAGE)
    assert answer.status_code == 302
    assert answer["Location"] == f"/admin/login/?next={PAGE}"


def test_staff_without_the_permission_are_refused(history):
    answer = make_staff("moderate_comment", "edit_comment").get(PAGE)
    assert answer.status_code == 403
    assert "Comments a day" not in answer.text


def test_readers_with_an_account_are_led_to_the_login(client):
    user = get_user_model().objects.create_user("reader")
    user.user_permissions.add(Permission.objects.get(codename="view_numbers"))
    client.force_login(user)
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_page_is_only_read(editor, method):
    assert getattr(editor, method)(PAGE).status_code == 405


# -- What it costs ---------------------------------------------------------------------


def test_the_page_costs_the_same_however_much_there_is(editor, django_assert_num_queries):
    by = get_user_model().objects.create_user("nigora")
    for number in range(12):
        comment = make_comment(make_article(), status="held")
        make_reason(comment, f"rule {number}")
        comment.approve(by)
    assert Comment.objects.count() == 12
    with django_assert_num_queries(11):  # session, user, two for permissions, seven figures
        editor.get(f"{PAGE}?days=365")
