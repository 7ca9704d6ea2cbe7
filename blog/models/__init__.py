from .article import Article
from .author import Author
from .category import Category
from .placement import Placement
from .tag import Tag

__all__ = ["Article", "Author", "Category", "Placement", "Tag"]
