from datetime import datetime

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString

from ..editions import address_in, current_edition
from ..syndication import feed_links

register = template.Library()


@register.simple_tag
def site_feed_links() -> SafeString:
    """The feeds of all articles of the edition."""
    return feed_links(address_in(current_edition(), "blog:feed"), settings.SITE_NAME)


@register.filter(expects_localtime=False)
def machine_time(moment: datetime) -> str:
    """A time for ``<time datetime>`` and ``<meta>``, in the site's zone (RFC 3339)."""
    return timezone.localtime(moment).isoformat(timespec="seconds")
