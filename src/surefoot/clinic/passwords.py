"""How passwords are kept: Argon2id, dear in memory and within what a sign-in may cost."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """40 MiB and 2 passes on one lane: twice the memory that OWASP's password storage sheet asks.

    A sign-in must not stop the clinic: `bench/p12_sign_in.py` measures what one costs.
    """

    time_cost = 2
    memory_cost = 40_960  # KiB
    parallelism = 1
