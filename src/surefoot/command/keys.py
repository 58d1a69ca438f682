"""The verb `keys rotate`: a new key, and everything sealed anew with it."""

from argparse import Namespace

from surefoot.command.answer import Answer
from surefoot.command.begin import begin_django
from surefoot.command.screen import progress


def rotate(asked: Namespace) -> Answer:
    """Take a new key into use, or go on where the last rotation was stopped."""
    begin_django()
    from django.conf import settings

    from surefoot.clinic import home, resealing
    from surefoot.clinic.keys import read_ring, write_ring

    home.demand_ready()
    ring = read_ring(settings.KEYS_FILE)
    if not set(resealing.in_use()) - {ring.current}:
        ring = ring.rotated()
        write_ring(ring, settings.KEYS_FILE)
    rows = 0
    for so_far in resealing.reseal(ring):
        with progress(f"{so_far} sealed anew"):
            rows = so_far
    resealing.tell(ring, rows)
    seals = resealing.in_use()
    # Whoever began before this run may still save something with the key that was in use then.
    idle = sorted(set(ring.keys) - set(seals) - {min(ring.keys), ring.previous, ring.current})
    if asked.drop and idle:
        ring = ring.without(set(idle))
        write_ring(ring, settings.KEYS_FILE)
    body = {"current": ring.current, "resealed": rows, "idle": idle, "dropped": bool(asked.drop)}
    return Answer(
        kind="keys_rotated",
        body=body,
        page=lambda: _told(ring.current, rows, idle, seals, dropped=asked.drop),
    )


def _told(current: str, rows: int, idle: list[str], seals: dict[str, int], *, dropped: bool) -> str:
    lines = [f"The key {current} is in use; {rows} contents were sealed anew with it."]
    if left := {key: many for key, many in seals.items() if key != current}:
        told = ", ".join(f"{many} with {key}" for key, many in sorted(left.items()))
        lines.append(f"Still sealed with an older key: {told}. Run this again.")
    if idle:
        did = "was dropped" if dropped else "can be dropped with --drop"
        lines.append(f"Nothing is sealed any more with {', '.join(idle)}, which {did}.")
    lines.append("Copy keys.json to its place apart again: backups made from now on need it,")
    lines.append("and the copy you have is still needed for those made before.")
    return "\n".join(lines)
