from .article import Article
from .author import Author
from .category import Category
from .comment_status import CommentStatus
from .month import Month
from .placement import Placement
from .search import ArticleEntry
from .tag import Tag

__all__ = [
    "Article",
    "ArticleEntry",
    "Author",
    "Category",
    "CommentStatus",
    "Month",
    "Placement",
    "Tag",
]
