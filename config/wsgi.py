"""The door that the production server knocks at: ``config.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

from config.utf8_only import utf8_only

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = utf8_only(get_wsgi_application())
