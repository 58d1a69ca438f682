"""What is done in the background, by `python -m django db_worker`: each task is one action."""

from django.core.cache import cache
from django.tasks import task
from django.utils import timezone

from surefoot.clinic import in_force
from surefoot.clinic.actions import propose_plan as action

FORGET_S = 3600


@task
def propose_plan(clinic: int, request: int) -> None:
    """Answer a request for a plan; what is being done stands in the cache, for who waits."""
    action.propose_plan(
        clinic,
        request,
        ring=in_force.ring(),
        knowledge=in_force.knowledge(),
        now=timezone.now,
        says=lambda step: cache.set(_key(request), step, FORGET_S),
    )


def step_of(request: int) -> str:
    """What is being done for a request; empty before the worker has begun."""
    return str(cache.get(_key(request)) or "")


def _key(request: int) -> str:
    return f"plan-request/{request}"
