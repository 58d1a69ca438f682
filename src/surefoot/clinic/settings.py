"""Django's settings, from the environment of the machine; nothing secret has a default.

`SUREFOOT_HOME` is the folder with keys and database; `SUREFOOT_DATABASE_URL` names a PostgreSQL
database instead of the SQLite file in it; `SUREFOOT_HOSTS` are the names it is reached by, with
commas; `SUREFOOT_HTTPS=1` says that only TLS leads to it, and `SUREFOOT_PROXY` from which address
its TLS proxy speaks to it (this machine, unless told).
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.csp import CSP

HOME = Path(os.environ.get("SUREFOOT_HOME", Path.home() / ".surefoot"))
KEYS_FILE = HOME / "keys.json"

# A score that was said to be saved is saved, also when the power fails: synchronous=FULL.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
        "PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;"
    ),
}


def database(url: str, home: Path) -> dict[str, Any]:
    """The database a URL names; the SQLite file of the folder where there is none."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "surefoot.sqlite3",
            "OPTIONS": SQLITE,
            "CONN_MAX_AGE": 60,
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(f"SUREFOOT_DATABASE_URL is not for PostgreSQL: {parts.scheme}://…")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"pool": {"min_size": 2, "max_size": 8, "timeout": 10}},
    }


def secret(home: Path) -> str:
    """What signs sessions and links: the file that the set-up made, or none yet."""
    file = home / "secret"
    return file.read_text().strip() if file.is_file() else ""


HERE = Path(__file__).parent
DATABASES = {"default": database(os.environ.get("SUREFOOT_DATABASE_URL", ""), HOME)}
DEBUG = False
SECRET_KEY = secret(HOME)
HOSTS = [name for name in os.environ.get("SUREFOOT_HOSTS", "").split(",") if name]
ALLOWED_HOSTS = HOSTS or ["localhost", "127.0.0.1", "[::1]"]
HTTPS = os.environ.get("SUREFOOT_HTTPS") == "1"
PROXY = os.environ.get("SUREFOOT_PROXY", "127.0.0.1")
DEMO = os.environ.get("SUREFOOT_DEMO") == "1"  # every page says that everybody is invented

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # the pages of second factors and sessions say "3 days ago"
    "django.contrib.staticfiles",
    "surefoot.clinic",  # before allauth: its pages are ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks_db",
]
MIDDLEWARE = [
    "surefoot.clinic.watch.WatchMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "surefoot.clinic.clock.ClockMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "surefoot.clinic.sign_off.SignOffMiddleware",
    "surefoot.clinic.refusals.RefusalsMiddleware",
]
ROOT_URLCONF = "surefoot.clinic.urls"
WSGI_APPLICATION = "surefoot.clinic.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "surefoot.clinic.frame.frame",
            ],
            "builtins": ["surefoot.clinic.templatetags.look"],
        },
    }
]
STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True  # served from the package: there is no step to forget

AUTH_USER_MODEL = "clinic.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PASSWORD_HASHERS = ["surefoot.clinic.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_ADAPTER = "surefoot.clinic.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reached the address
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# By account and by address: one router is a whole clinic, so the address alone has much room.
# Who is patient has no more: five in five minutes would be 1,440 a day.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/5m/key,50/d/key"}
MFA_ADAPTER = "surefoot.clinic.second_factor.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Surefoot"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False  # a row written for every page read; sign_off keeps the time

# One line of JSON an event on standard error; what may stand in it is decided in `clinic/logs.py`.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "surefoot.clinic.logs.Lines"}},
    "handlers": {
        "lines": {
            "class": "logging.StreamHandler",
            "formatter": "lines",
            "level": "WARNING" if DEMO else "INFO",  # who looks around wants to read the address
        }
    },
    "root": {"handlers": ["lines"], "level": "WARNING"},
    "loggers": {
        "surefoot": {"level": "INFO"},
        # Django gives these handlers of its own, that would write paths to standard error.
        "django": {"handlers": [], "level": "WARNING"},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.security.csrf": {"level": "ERROR"},
    },
}

# Every worker counts tries in the same place. Of more rows than this some are thrown away: with the
# 300 of Django's own, whoever fills the table could try anew.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "clinic_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
SIGN_OFF_AFTER_S = 20 * 60  # a laptop left open in a treatment room
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-surefoot" if HTTPS else "surefoot"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "surefoot.clinic.errors.form_too_old"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000  # bytes of a form; files have their own limit

USE_TZ = True
TIME_ZONE = "UTC"  # each clinic has its own; nothing is stored in local time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [HERE / "locale"]
FORMAT_MODULE_PATH = "surefoot.clinic.formats"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
