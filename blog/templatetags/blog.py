from django import template
from django.conf import settings
from django.urls import reverse

from ..syndication import feed_links

register = template.Library()


@register.simple_tag
def site_feed_links() -> list[dict[str, str]]:
    """The feeds of all articles of the edition."""
    return feed_links(reverse("blog:feed"), settings.SITE_NAME)
