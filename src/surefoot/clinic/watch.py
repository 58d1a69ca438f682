"""What stands before every request: its number, its line in the log, /healthz and /metrics.

It comes before the check of host names and before sessions, so that a probe on the machine gets its
answer whatever name it uses. Logs name the route, never the path: a path can name a patient.
"""

import hmac
import logging
import os
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from surefoot.clinic import metrics
from surefoot.clinic.demo_door import is_from_here

log = logging.getLogger("surefoot.request")
number: ContextVar[str] = ContextVar("request_number", default="")


class WatchMiddleware:
    """The first to see a request and the last to see its answer."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """`answer` is the rest of the application."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Number it, answer it, count it, tell of it."""
        if request.path_info == "/healthz":
            return healthz(request)
        if request.path_info == "/metrics":
            return metrics_page(request)
        token = number.set(secrets.token_hex(8))
        began = time.perf_counter()
        try:
            answer = self.answer(request)
            answer["X-Request-ID"] = number.get()
            _tell(request, answer.status_code, time.perf_counter() - began)
        finally:
            number.reset(token)
        return answer


def _tell(request: HttpRequest, status: int, seconds: float) -> None:
    metrics.count(settings.HOME, status, seconds)
    route = request.resolver_match.route if request.resolver_match else ""
    told = {
        "method": request.method,
        "route": route,
        "status": status,
        "ms": round(seconds * 1000, 1),
    }
    log.info("answered", extra={"told": told})


def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the database answers, and nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        status = HTTPStatus.SERVICE_UNAVAILABLE
        return JsonResponse({"status": "the database does not answer"}, status=status)
    finally:
        connection.close_if_unusable_or_obsolete()
    return JsonResponse({"status": "ok"})


def metrics_page(request: HttpRequest) -> HttpResponse:
    """The counts, for this machine or for who knows the token; else as if there were no page."""
    if not may_see_metrics(request):
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    text = metrics.page(settings.HOME, gauges())
    return HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def may_see_metrics(request: HttpRequest) -> bool:
    """A request of this machine that no proxy passed on, or one with the token."""
    wanted = os.environ.get("SUREFOOT_METRICS_TOKEN", "")
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if wanted and hmac.compare_digest(given.encode(), wanted.encode()):
        return True
    return is_from_here(request)


def gauges() -> dict[str, tuple[str, float]]:
    """How the machine stands at this moment."""
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.ready()
    oldest = waiting.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    age_s = (timezone.now() - oldest).total_seconds() if oldest else 0
    found = {
        "tasks_waiting": ("Background tasks that wait for the worker.", float(waiting.count())),
        "oldest_task_seconds": ("How long the oldest of them has been waiting.", age_s),
        "tasks_failed": (
            "Background tasks that ended in an incident.",
            float(DBTaskResult.objects.failed().count()),
        ),
    }
    kept = settings.HOME / "last-backup.json"
    if kept.is_file():
        age = time.time() - kept.stat().st_mtime  # noqa: TID251 — compared with the file system's
        found["backup_age_seconds"] = ("Since the last backup was made.", age)
    return found
