"""What every page says of the site as a whole."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .editions import current_edition, direction
from .navigation import sections


def site(request: HttpRequest) -> dict[str, Any]:
    """The site's name and address; the edition's language, direction and sections.

    The sections are asked for only by a template that shows them and whose view did not
    bring them along.
    """
    edition = current_edition()
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "edition": edition,
        "edition_direction": direction(edition),
        "sections": SimpleLazyObject(sections),
    }
