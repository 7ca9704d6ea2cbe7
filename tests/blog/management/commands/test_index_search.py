import pytest
from django.core.management import call_command

from blog.models.search import ArticleEntry, articles_found
from comments.models.search import CommentEntry, comments_found
from tests.make import make_article, make_comment

pytestmark = pytest.mark.django_db(transaction=True)


def test_everything_without_an_entry_is_indexed_with_progress_shown(capsys):
    article = make_article("The summit")
    comments = [make_comment(article) for _ in range(3)]
    ArticleEntry.objects.all().delete()
    CommentEntry.objects.filter(pk=comments[0].pk).delete()
    call_command("index_search")
    said = capsys.readouterr().out
    assert "articles: 1\n" in said
    assert "comments: 1\n" in said
    assert len(comments_found("summit", 10)[0]) == 3


def test_nothing_is_said_where_there_is_nothing_to_do(capsys):
    make_comment(make_article())
    call_command("index_search")
    assert capsys.readouterr().out == ""


def test_all_of_it_is_indexed_anew_when_asked(capsys):
    make_comment(make_article())
    call_command("index_search", anew=True)
    assert "comments: 1\n" in capsys.readouterr().out


def test_what_was_removed_is_gone_from_the_files_when_asked():
    make_article("The summit").delete()
    call_command("index_search", compact=True)
    assert articles_found("summit", 10)[0] == []
