"""The ways through the site: its sections and the trail back to the front page."""

from django.db.models import Q

from .editions import current_edition
from .models import Category
from .prepared import Prepared


def sections() -> list[Category]:
    """The top categories of the edition that is shown, for the menu."""
    return list(Category.objects.filter(language=current_edition()).at_the_top())


def sections_and_trail(category: Category) -> tuple[list[Category], list[Category]]:
    """The menu's sections and the trail from the top down to the category, in one query."""
    above = category.ancestor_paths()
    slots = dict(zip(_ABOVE, [*above, *[""] * len(_ABOVE)], strict=False))
    by_path = {found.path: found for found in _around(language=category.language, **slots)}
    trail = [by_path[path] for path in above] + [category]
    return [found for found in by_path.values() if found.parent_id is None], trail


#: The names of the slots for the categories around one; an empty path is nobody's.
_ABOVE = [f"level_{number}" for number in range(1, Category.MAX_DEPTH)]

_around = Prepared(
    lambda language, level_1, level_2, level_3, level_4: Category.objects.filter(
        Q(parent=None) | Q(path__in=[level_1, level_2, level_3, level_4]), language=language
    )
)
