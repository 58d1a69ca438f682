"""P12: a sign-in costs at most 150 CPU-ms, Django's own hash measured beside it in the same run."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.measure import at_most, side_by_side

ROUNDS = 7
PASSWORD = "seven grey herons at dusk"  # noqa: S105 — of nobody


def main() -> int:
    """Print what the first step of a sign-in costs, with the right password and a wrong one."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "password").write_text(PASSWORD)
        os.environ |= {"SUREFOOT_HOME": f"{folder}/home", "SUREFOOT_DATABASE_URL": ""}
        words = ["generate", "--patients", "1", "--password-file", f"{folder}/password"]
        subprocess.run([sys.executable, "-m", "surefoot", *words], check=True, capture_output=True)
        return 0 if _measure() else 1


def _measure() -> bool:
    os.environ["DJANGO_SETTINGS_MODULE"] = "surefoot.clinic.settings"
    import django

    django.setup()
    from django.contrib.auth.hashers import PBKDF2PasswordHasher
    from django.core.cache import cache
    from django.test import Client

    kept = PBKDF2PasswordHasher().encode(PASSWORD, "salt")

    def sign_in(password: str) -> None:
        cache.clear()  # or the throttle would answer in the hash's place
        told = {"login": "therapist1@invented.example", "password": password}
        answer = Client(SERVER_NAME="localhost").post("/account/login/", told)
        assert answer.status_code == (302 if password == PASSWORD else 200)

    cost = side_by_side(
        {
            "right": lambda: sign_in(PASSWORD),
            "wrong": lambda: sign_in("not the password"),
            "Django's own hash": lambda: PBKDF2PasswordHasher().verify(PASSWORD, kept),
        },
        ROUNDS,
    )
    print(", ".join(f"{name} {seconds * 1000:.0f} CPU-ms" for name, seconds in cost.items()))
    met = [
        at_most("P12", f"sign-in, {name} password", cost[name] * 1000, 150, "CPU-ms")
        for name in ("right", "wrong")
    ]
    return all(met)


if __name__ == "__main__":
    sys.exit(main())
