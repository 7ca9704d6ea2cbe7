"""Every setting of the site, read from the environment once; production is the default.

Each variable is described in docs/operating.md.
"""

from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from js_asset import static_lazy

from config.secret_key import secret_key_kept_in

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)

# Everything that changes lives here: database, media, collected static files, secrets.
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

SECRET_KEY = env.str("SECRET_KEY", default="") or secret_key_kept_in(DATA_DIR / "secret-key")

# Where readers find the site; feeds, canonical links and mail build on it.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SITE_NAME = env.str("SITE_NAME", default="Javob")
_site = urlsplit(SITE_URL)
if _site.scheme not in ("http", "https") or not _site.hostname:
    raise ImproperlyConfigured("SITE_URL is an address such as https://news.example.org.")
_over_tls = _site.scheme == "https"

ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[_site.hostname or "", "localhost", "127.0.0.1", "[::1]"]
)
TRUSTED_PROXIES = [ip_network(proxy) for proxy in env.list("TRUSTED_PROXIES", default=[])]

# -- Applications ---------------------------------------------------------------------

INSTALLED_APPS = [
    "pagecache",
    "blog",
    "comments",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_prose_editor",
    "js_asset",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # for admin; public pages are pagecache's
    "csp.middleware.CSPMiddleware",
    "blog.staff_only.SessionMiddleware",
    "blog.editions.EditionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "blog.staff_only.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "comments.preview.PreviewsArePrivate",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            # "auth" and "messages" are for admin; both are lazy, so a public page, which
            # uses neither, reads no session.
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "blog.context_processors.site",
            ],
        },
    },
]

# -- Database -------------------------------------------------------------------------

if env.str("DATABASE_URL", default=""):
    DATABASES = {"default": env.db_url("DATABASE_URL")}
else:
    DATABASES = {
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "db.sqlite3"}
    }
DATABASES["default"]["CONN_MAX_AGE"] = 60
# A server may have gone away; a file has not.
DATABASES["default"]["CONN_HEALTH_CHECKS"] = "sqlite3" not in DATABASES["default"]["ENGINE"]
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A transaction takes the write lock when it begins, so two writers queue up
        # instead of failing in the middle; 20 seconds is how long one waits.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # What is deleted is overwritten: some builds of SQLite do it anyway, some don't.
        # FULL: a reply that got its answer survives a power cut, too.
        "init_command": (
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
            "PRAGMA secure_delete = ON;"
        ),
    }

# -- Ready pages in memory ------------------------------------------------------------

# Megabytes that one process of the server keeps (of 1,000,000 bytes); 0 turns it off.
PAGE_CACHE_MEGABYTES = env.int("PAGE_CACHE_MB", default=64)

# -- Work in the background -----------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# Seconds; a server that doesn't answer must not hold the worker up.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default=f"noreply@{_site.hostname}"
)

# -- Log ------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        # Faults of ours, with their traceback. A page that isn't there is no fault.
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}

# -- Languages and time ---------------------------------------------------------------

LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")
LANGUAGES = [("en", _("English")), ("ru", _("Russian")), ("tg", _("Tajik")), ("fa", _("Persian"))]
if LANGUAGE_CODE not in dict(LANGUAGES):
    raise ImproperlyConfigured(f"LANGUAGE_CODE is one of {', '.join(dict(LANGUAGES))}.")
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="UTC")

# -- Files ----------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.static_files.StaticFiles"
    },
}

# -- Security -------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # The nonce enters the header only where a page asks for it: the import map of
        # the editor in admin.
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
# Not "no-referrer": browsers then send "Origin: null" with our own form.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _over_tls
CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "blog.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = [f"{_site.scheme}://{_site.netloc}"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if _over_tls else 0
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# A reply of 65,525 four-byte characters, percent-encoded, and its other fields.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# -- Articles and replies -------------------------------------------------------------

ARTICLES_PER_PAGE = 10
ARTICLES_PER_FEED = 20

# WordPress's defaults, under "Discussion" there.
COMMENTS_MAX_DEPTH = 5
COMMENTS_THREADS_PER_PAGE = env.int("COMMENTS_THREADS_PER_PAGE", default=50)
COMMENTS_PER_FEED = 50
COMMENTS_CLOSE_AFTER_DAYS = env.int("COMMENTS_CLOSE_AFTER_DAYS", default=0)  # 0: never
COMMENTS_FLOOD_SECONDS = env.int("COMMENTS_FLOOD_SECONDS", default=15)
COMMENTS_MAX_LINKS = env.int("COMMENTS_MAX_LINKS", default=2)

# Makes the editor work without inline styles, which the policy above forbids.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("js/editor.js")],
        "extensions": {"CspSafe": lambda config, shared: None},
    }
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
