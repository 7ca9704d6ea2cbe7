"""Every kind of page of the site, with hostile words wherever somebody can write."""

from .admin import admin_pages
from .authors import author_pages
from .desk import desk_pages
from .mail import mail_pages
from .public import hostile_pages, public_pages

#: Each makes pages of its own on an empty site.
KINDS = (public_pages, hostile_pages, author_pages, desk_pages, admin_pages, mail_pages)
