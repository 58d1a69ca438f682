"""What a WSGI server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "surefoot.clinic.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402 — they are there once Django has begun
from django.urls import get_resolver  # noqa: E402 — as above

_ = get_resolver().url_patterns  # every page is loaded before the first who asks has to wait

if settings.HTTPS:
    from granian.utils.proxies import wrap_wsgi_with_proxy_headers

    # Whom the proxy answers for: else the whole world would count as one address at the sign-in.
    application = wrap_wsgi_with_proxy_headers(application, trusted_hosts=settings.PROXY)
