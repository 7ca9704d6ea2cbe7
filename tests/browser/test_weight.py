"""A page is light, and there is nothing on it from elsewhere."""

import gzip

from playwright.sync_api import Response

from tests.make import make_article, make_comment

MOST = 60_000  # bytes, compressed: a second and a half on a slow telephone's 3G


def test_an_article_with_all_that_belongs_to_it_weighs_little(browse, watch):
    article = make_article(body="<p>Ten lines of what happened, word by word.</p>" * 40)
    for number in range(20):
        make_comment(article, f"What comment number {number} says. " * 5)
    page = browse()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(article.get_absolute_url())

    loaded = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    assert all(address.startswith(f"{watch.site}/") for address in loaded)
    assert {address.rpartition(".")[2] for address in loaded} >= {"css", "js"}
    assert sum(loaded.values()) <= MOST, loaded
