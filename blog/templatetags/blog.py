from collections.abc import Hashable
from datetime import datetime
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ..editions import address_in, current_edition
from ..syndication import feed_links

register = template.Library()


@register.simple_tag
def fixed(template_name: str, **given: Hashable) -> SafeString:
    """A template that depends on nothing but the language and what it is given, from memory.

    ``{% include %}`` lays it out again for every page.
    """
    return _laid_out(template_name, get_language(), tuple(given), *given.values())


# By their types, too: text that is safe HTML equals text that is not.
@lru_cache(maxsize=512, typed=True)
def _laid_out(
    template_name: str, _language: str | None, names: tuple[str, ...], *values: Hashable
) -> SafeString:
    return render_to_string(template_name, dict(zip(names, values, strict=True)))


@register.simple_tag
def site_feed_links() -> SafeString:
    """The feeds of all articles of the edition."""
    return feed_links(address_in(current_edition(), "blog:feed"), settings.SITE_NAME)


@register.filter(expects_localtime=False)
def machine_time(moment: datetime) -> str:
    """A time for ``<time datetime>`` and ``<meta>``, in the site's zone (RFC 3339)."""
    return timezone.localtime(moment).isoformat(timespec="seconds")
