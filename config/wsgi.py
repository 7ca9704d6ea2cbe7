"""The door that the production server knocks at: ``config.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

from config.utf8_only import utf8_only

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

_django = utf8_only(get_wsgi_application())

from pagecache.door import page_cache  # noqa: E402 - its log is a model, so the apps come first

application = page_cache(_django)
