from .article import Article
from .author import Author
from .category import Category
from .month import Month
from .placement import Placement
from .search import ArticleEntry
from .tag import Tag

__all__ = ["Article", "ArticleEntry", "Author", "Category", "Month", "Placement", "Tag"]
