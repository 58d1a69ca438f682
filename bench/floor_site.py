"""The floor of a page: what `django-admin startproject` makes, with one row in a template.

Its middleware and its defaults for the database are kept: this is what a page of Django costs.

`granian --interface wsgi bench.floor_site:application`, with SUREFOOT_HOME for its database.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.template import engines
from django.urls import path

settings.configure(
    SECRET_KEY="floor",  # noqa: S106 — it guards nothing
    ALLOWED_HOSTS=["localhost", "127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path(os.environ["SUREFOOT_HOME"]) / "floor.sqlite3",
        }
    },
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    USE_TZ=True,
)
django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402 — after the settings
from django.core.management import call_command  # noqa: E402 — after the settings

_PAGE = "<!doctype html><title>{{ row.model }}</title><p>{{ row.app_label }} {{ row.pk }}</p>"


def empty(_request):
    """F0: a page without a table."""
    return HttpResponse("<!doctype html><title>floor</title>")


def one_row(_request):
    """F1: a page with one row."""
    return HttpResponse(_template.render({"row": ContentType.objects.get(pk=1)}))


urlpatterns = [path("f0/", empty), path("f1/", one_row)]
call_command("migrate", verbosity=0)
_template = engines["django"].from_string(_PAGE)
application = get_wsgi_application()
