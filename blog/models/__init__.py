from .article import Article
from .author import Author
from .category import Category
from .tag import Tag

__all__ = ["Article", "Author", "Category", "Tag"]
