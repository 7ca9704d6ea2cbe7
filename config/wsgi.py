"""The door that the production server knocks at: ``config.wsgi:application``."""

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application

from config.one_thread import one_thread
from config.utf8_only import utf8_only

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

_django = one_thread(utf8_only(get_wsgi_application()))

from pagecache.door import page_cache  # noqa: E402 - its log is a model, so the apps come first

application = page_cache(_django)

# What is loaded by now stays, so the garbage collector need not look at it ever again; and a
# page of a thousand comments is no reason to look for cycles, of which it leaves none.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 10, 10)

# Seconds after which a thread that computes has to let another one go ahead (Python's 0.005).
# A reader of a ready page needs microseconds, and so does a look into the purge log.
sys.setswitchinterval(0.001)
