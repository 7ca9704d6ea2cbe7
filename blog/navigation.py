"""The ways through the site: its sections and the trail back to the front page."""

from django.db.models import Q

from .editions import current_edition
from .models import Category


def sections() -> list[Category]:
    """The top categories of the edition that is shown, for the menu."""
    return list(Category.objects.filter(language=current_edition()).at_the_top())


def sections_and_trail(category: Category) -> tuple[list[Category], list[Category]]:
    """The menu's sections and the trail from the top down to the category, in one query."""
    above = category.ancestor_paths()
    both = Category.objects.filter(language=category.language).filter(
        Q(parent=None) | Q(path__in=above)
    )
    by_path = {found.path: found for found in both}
    trail = [by_path[path] for path in above] + [category]
    return [found for found in by_path.values() if found.parent_id is None], trail
