"""`python -m bench.practice HOME PATIENTS DEEP`: a practice, and a session of its therapist.

Prints what the benchmarks need to know of it as JSON. A folder that holds one is used again.
"""

import json
import os
import subprocess
import sys
from pathlib import Path


def main(home: str, patients: str, deep: str) -> None:
    """Make the practice where there is none, then sign its first therapist in."""
    os.environ |= {"SUREFOOT_HOME": home, "DJANGO_SETTINGS_MODULE": "surefoot.clinic.settings"}
    if not (Path(home) / "surefoot.sqlite3").exists():
        words = ("--patients", patients, "--deep", deep, "--seed", "1", "--json")
        subprocess.run(
            [sys.executable, "-m", "surefoot", "generate", *words],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    secret = Path(home) / "secret"
    if not secret.exists():
        secret.write_text("for a benchmark")
    import django

    django.setup()
    print(json.dumps(_about()))


def _about() -> dict[str, object]:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from surefoot.clinic.models import Member, Patient
    from surefoot.clinic.seat import MEMBER, SECOND

    member = Member.objects.filter(role="therapist").order_by("pk").first()
    session = SessionStore()
    session[SESSION_KEY] = str(member.account_id)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = member.account.get_session_auth_hash()
    session[MEMBER], session[SECOND] = member.pk, True
    session.create()
    first, usual = Patient.objects.order_by("pk")[0], Patient.objects.order_by("pk")[7]
    codes = Patient.objects.order_by("pk").values_list("code", flat=True)[10:210]
    return {
        "codes": [str(code) for code in codes],
        "session": session.session_key,
        "patients": Patient.objects.count(),
        "deep": {
            "code": str(first.code),
            "entries": first.entries.count(),
        },
        "usual": {"code": str(usual.code), "name": usual.name, "born_on": str(usual.born_on)},
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
