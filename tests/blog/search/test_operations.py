import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.writer import OperationWriter

from blog.models.search import ArticleEntry
from blog.search.operations import IndexTokens
from blog.search.query import understood
from tests.make import make_article


@pytest.mark.django_db(transaction=True)
def test_the_index_is_dropped_and_made_again_with_all_that_is_kept():
    article = make_article("The summit")
    state = MigrationExecutor(connection).loader.project_state()
    operation = IndexTokens("ArticleEntry")
    with connection.schema_editor() as editor:
        operation.database_backwards("blog", editor, state, state)
    with connection.schema_editor() as editor:
        operation.database_forwards("blog", editor, state, state)
    assert ArticleEntry.newest(understood("summit"), 10) == [article.pk]


def test_the_operation_can_be_written_into_a_migration():
    written, imports = OperationWriter(IndexTokens("ArticleEntry"), indentation=0).serialize()
    assert "IndexTokens" in written
    assert "ArticleEntry" in written
    assert "import blog.search.operations" in imports
    assert IndexTokens("ArticleEntry").describe() == "Index the tokens of ArticleEntry"
