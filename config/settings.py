"""One settings file. Every value that a place may choose is in the environment; the README has the table."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.urls import reverse_lazy

from config import desk, local, wiring

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# One switch: no DATABASE_URL means local, a machine of one's own (docs/operations.md).
LOCAL = not env.str("DATABASE_URL", "")


def required(name):
    """The value of a variable that a deployed site cannot do without."""
    value = env.str(name, "")
    if not value:
        raise local.CannotStart(f"Set {name}: with DATABASE_URL the site is deployed and needs it (see README.md).")
    return value


DEBUG = env.bool("DEBUG", False)

if LOCAL:
    database_url, REDIS_URL = local.addresses()
    SECRET_KEY = local.secret_key()
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
else:
    database_url, REDIS_URL = env.str("DATABASE_URL"), required("REDIS_URL")
    SECRET_KEY = required("SECRET_KEY")
    ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS").split(",")]
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
        raise local.CannotStart("SECRET_KEY is weak: use at least 50 random characters (see README.md).")

SITE_URL = env.str("SITE_URL", "http://localhost:8000" if LOCAL else f"https://{ALLOWED_HOSTS[0]}").rstrip("/")

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.import_export",
    "unfold.contrib.simple_history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "config.apps.StaticFiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.mediawiki",
    "allauth.usersessions",
    "django_htmx",
    "django_filters",
    "import_export",
    "simple_history",
    "timezone_field",
    "csp",
    *wiring.APPS,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "config.middleware.ContentSecurityPolicy",
    "config.middleware.no_null_characters",
    "config.middleware.utf_8_alone",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "people.readers.answered_from_near",  # what follows knows the person
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "people.middleware.own_language_and_time_zone",
    "django.contrib.messages.middleware.MessageMiddleware",
    "people.middleware.second_factor_for_staff",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "config.forms.CodexRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
            ],
        },
    }
]

# Data

DATABASES = {
    "default": {
        **env.db_url_config(database_url),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "academy",
    },
    "near": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},  # of one process, see ADR 0005
}
READERS_CACHE_SECONDS = 10  # pages for readers who are not signed in, see people.readers
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_BROKER_CONNECTION_TIMEOUT = 2  # what a broker would carry stands in the database (docs/operations.md)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 2,
    "socket_timeout": 3,
    "max_retries": 1,
    "interval_start": 0,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(BASE_DIR / ".local" / "beat") if LOCAL else env.str("BEAT_FILE", "beat")

# People

AUTH_USER_MODEL = "people.Person"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # user names are unique in any capitals, by constraint
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = reverse_lazy("account_login")

LOCAL_ACCOUNTS = env.bool("LOCAL_ACCOUNTS", LOCAL)
STAFF_NEED_SECOND_FACTOR = env.bool("STAFF_NEED_SECOND_FACTOR", not LOCAL)

ACCOUNT_ADAPTER = "notices.account_mail.OutboxAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_USERNAME_VALIDATORS = "people.validators.username_validators"
ACCOUNT_USERNAME_MIN_LENGTH = 2
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.partition(":")[0]
# Many people in one hall share one address: per address generous, per account strict.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "5/300s/key,60/m/ip",
    "signup": "60/m/ip",
    "write": "60/h/user",
    "review": "300/h/user",
    "explain": "60/h/user",
    "seat": "60/h/user",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
SOCIALACCOUNT_ADAPTER = "people.adapters.SocialAccountAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_LOGIN_ON_GET = False
WIKIMEDIA_CLIENT_ID = env.str("WIKIMEDIA_CLIENT_ID", "")
WIKIMEDIA_REST_API = env.str("WIKIMEDIA_REST_API", "https://meta.wikimedia.org/w/rest.php")
# The form "Sign in with Wikimedia" is sent on to these; Chromium holds every step against form-action.
WIKIMEDIA_ORIGINS = (
    ["{0.scheme}://{0.netloc}".format(urlsplit(WIKIMEDIA_REST_API)), "https://auth.wikimedia.org"]
    if WIKIMEDIA_CLIENT_ID
    else []
)
SOCIALACCOUNT_PROVIDERS = {
    "mediawiki": {
        "provider_class": "people.wikimedia.provider.WikimediaProvider",
        "USER_AGENT": f"PeerAcademy ({SITE_URL})",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": (
            [{"client_id": WIKIMEDIA_CLIENT_ID, "secret": required("WIKIMEDIA_CLIENT_SECRET"), "key": ""}]
            if WIKIMEDIA_CLIENT_ID
            else []
        ),
    }
}

MFA_ADAPTER = "people.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = LOCAL_ACCOUNTS
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Peer Academy"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
USERSESSIONS_TRACK_ACTIVITY = False

# Mail

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Peer Academy <academy@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
if EMAIL_URL := env.str("EMAIL_URL", ""):
    vars().update(env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "notices.kept_mail.EmailBackend"
EMAIL_TIMEOUT = 10

# What the apps above give to those below, by name.
NOTICE_KINDS, NOTICE_PLANNERS, ORGANIZERS_MAY = wiring.NOTICE_KINDS, wiring.NOTICE_PLANNERS, wiring.ORGANIZERS_MAY
PROFILE_SECTIONS, OWN_SECTIONS, COHORT_SECTIONS = wiring.PROFILE_SECTIONS, wiring.OWN_SECTIONS, wiring.COHORT_SECTIONS
GROWN_FROM, CONFLICT_FINDERS, SAMPLES = wiring.GROWN_FROM, wiring.CONFLICT_FINDERS, wiring.SAMPLES
DESK_WAITS, MENTORING_HOURS, AFTER_COURSES = wiring.DESK_WAITS, wiring.MENTORING_HOURS, wiring.AFTER_COURSES
OWN_DATA, ERASERS = wiring.OWN_DATA, wiring.ERASERS

# Languages
LANGUAGE_CODE = "en"
LANGUAGES = [("ar", "العربية"), ("en", "English"), ("es", "español"), ("fr", "français")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

# Files
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / ".built", BASE_DIR / "static"]
STATIC_ROOT = env.path("STATIC_ROOT", str(BASE_DIR / ".local" / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG

# What a browser may do

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF, *WIKIMEDIA_ORIGINS],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
# A message travels in a signed cookie and spares a write of the session's row; only one that is too long stays there.
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"

if not LOCAL:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    BEHIND_PROXY = env.bool("BEHIND_PROXY", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
    ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)  # limits per address mean the visitor's, not the proxy's
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [SITE_URL]

SIMPLE_HISTORY_REVERT_DISABLED = True  # changes are traced; a button that rolls back would pass over a rule
UNFOLD = desk.UNFOLD

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "stream": sys.stderr}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
