import pytest

from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article("The summit")


def test_the_section_says_how_many_comments_there_are(client, article):
    assert "No comments yet" in client.get(article.get_absolute_url()).text
    make_comment(article)
    assert "1 comment\n" in client.get(article.get_absolute_url()).text
    make_comment(article)
    make_comment(article, status="held")
    assert "2 comments\n" in client.get(article.get_absolute_url()).text


def test_lists_say_how_many_comments_there_are(client, article):
    make_comment(article)
    assert ">1 comment</a>" in client.get("/").text


def test_the_reply_link_works_without_javascript(client, article):
    comment = make_comment(article, name="Zarina")
    page = client.get(f"{article.get_absolute_url()}?replytocom={comment.pk}").text
    assert "Leave a Reply to <bdi>Zarina</bdi>" in page
    assert f'name="parent" value="{comment.pk}"' in page
    assert "Cancel reply" in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize("asked", ["0", "-1", "x", "999", "9" * 40, "\0", "", "²"])
def test_a_reply_link_to_nothing_is_the_plain_form(client, article, asked):
    make_comment(article, pk=1)
    page = client.get(article.get_absolute_url(), {"replytocom": asked})
    assert page.status_code == 200
    assert ">Leave a Reply</span>" in page.text


def test_a_held_comment_or_one_too_deep_cannot_be_answered_by_address(client, article):
    held = make_comment(article, status="held")
    deep = None
    for _ in range(5):
        deep = make_comment(article, parent=deep)
    elsewhere = make_comment(make_article())
    for comment in (held, deep, elsewhere):
        page = client.get(f"{article.get_absolute_url()}?replytocom={comment.pk}").text
        assert ">Leave a Reply</span>" in page


def test_a_comment_on_another_page_can_be_answered_by_address(client, article, settings):
    settings.COMMENTS_THREADS_PER_PAGE = 1
    make_comment(article)
    second = make_comment(article, name="Zarina")
    page = client.get(f"{article.get_absolute_url()}?replytocom={second.pk}").text
    assert "Leave a Reply to <bdi>Zarina</bdi>" in page


@pytest.mark.parametrize("asked", ["0", "-1", "x", "999", "9" * 40, "\0", ""])
def test_a_page_of_comments_that_is_not_there_is_answered(client, article, asked):
    make_comment(article, "Here I am.")
    page = client.get(article.get_absolute_url(), {"cpage": asked})
    assert page.status_code == 200
    assert "Here I am." in page.text


def test_links_between_pages_of_comments(client, article, settings):
    settings.COMMENTS_THREADS_PER_PAGE = 1
    for _ in range(3):
        make_comment(article)
    page = client.get(f"{article.get_absolute_url()}?cpage=2").text
    assert f'href="{article.get_absolute_url()}#comments"' in page
    assert 'href="?cpage=3#comments"' in page
    assert 'href="?cpage=2&amp;replytocom=' in page


def test_a_removed_comment_leaves_a_marker_above_its_answers(client, article):
    top = make_comment(article, "Regrettable words", name="Somebody")
    make_comment(article, "An answer", parent=top)
    top.trash(by=None)
    page = client.get(article.get_absolute_url()).text
    assert "This comment was removed." in page
    assert "An answer" in page
    assert "Regrettable words" not in page
    assert "Somebody" not in page


def test_a_website_is_a_link_that_vouches_for_nothing(client, article):
    make_comment(article, website="https://example.org/?a=1&b=2")
    page = client.get(article.get_absolute_url()).text
    assert '<a href="https://example.org/?a=1&amp;b=2" rel="nofollow ugc noopener">' in page
