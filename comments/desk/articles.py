"""Which article a moderator means when he narrows the desk to one."""

from blog.models import Article


def article_meant(number: int, typed: str) -> Article | None:
    """The article with this number; else the newest public one with the words in its title.

    ``number`` is 0 where no number was typed. The article has its title and no more.
    """
    articles = Article.objects.only("title")
    numbered = articles.filter(pk=number).first() if number else None
    if numbered or not typed:
        return numbered
    return articles.public().titled(typed).newest_first().first()
