"""The verbs `backup` and `restore`."""

from argparse import Namespace
from datetime import UTC, datetime

from surefoot.command.answer import Answer
from surefoot.command.begin import begin_django
from surefoot.command.screen import progress


def backup(asked: Namespace) -> Answer:
    """Everything but the keys in one file, while the clinic is open."""
    begin_django()
    from surefoot.clinic import home
    from surefoot.clinic.kept.write import write

    home.demand_ready()
    with progress("Making a backup"):
        kept = write(asked.file, at=datetime.now(UTC))
    rows = sum(kept.told.rows.values())
    seals = "\n".join(f"  {slug}: {seal}" for slug, seal in kept.told.seals.items())
    page = (
        f"{kept.file}: {len(kept.told.tables)} tables, {rows} rows, SHA-256 {kept.digest}.\n"
        "The keys are not in it: keep keys.json apart from it, and never lose it.\n"
        f"Where the audit ends; keep this elsewhere too:\n{seals}"
    )
    body = {"file": kept.file, "sha256": kept.digest, "rows": rows, "seals": kept.told.seals}
    return Answer(kind="backup_made", body=body, page=lambda: page)


def restore(asked: Namespace) -> Answer:
    """Fill an empty home or database, and prove that all came back."""
    begin_django()
    from surefoot.clinic.kept.restore import opens_with_these_keys, restore

    with progress("Restoring"):
        told = restore(asked.file)
    opens = opens_with_these_keys()
    rows = sum(told.rows.values())
    page = (
        f"Restored: {len(told.tables)} tables, {rows} rows as they were at {told.made_at}; "
        f"the audit holds.\n{_OF_KEYS[opens]}"
    )
    body = {"made_at": told.made_at, "rows": rows, "keys_open_it": opens}
    return Answer(kind="restored", body=body, page=lambda: page)


_OF_KEYS = {
    True: "The keys of this home open it. Next: surefoot update, then surefoot doctor",
    False: "The keys of this home do NOT open it: put the clinic's own keys.json in their place.",
    None: "There are no keys in this home yet: put the clinic's keys.json there (chmod 600).",
}
