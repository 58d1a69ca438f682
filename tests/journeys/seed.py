"""Gives the staff of a generated practice their second factors, and says where the pages are.

Run in a process of its own, as `python -m journeys.seed`; it answers with one line of JSON.
"""

import json
import os
from datetime import date

import django

SHARED = "JBSWY3DPEHPK3PXP"
ROLES = ("therapist", "manager", "front_desk", "administrator")
TEST = "phq9"
BORN_ON = date(1961, 5, 14)  # those who come in by a link
# Answered by something that is no page of its own: a file, a part of a page, a change.
NO_PAGE = frozenset({
    "home", "set_language", "my_leave", "my_phone", "paper",
    "plan_patient_pdf", "plan_therapist_pdf", "progress_pdf",
    "letter_pdf", "plan_wait", "score_now", "draft", "mfa_login_webauthn",
    "mfa_download_recovery_codes",
})  # fmt: skip
# Open only to whoever stands where a journey leads.
ON_A_JOURNEY = frozenset({
    "my_intake_step", "mfa_authenticate", "mfa_activate_totp", "mfa_edit_webauthn",
    "mfa_remove_webauthn", "mfa_reauthenticate_webauthn",
})  # fmt: skip
# What people who are no staff see: strangers, those invited, patients.
OUTSIDE = ("account_login", "invitation", "clinic", "my_")


def main():
    """Say it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "surefoot.clinic.settings"
    django.setup()
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP

    from journeys import practice
    from surefoot.clinic.models import Account, Clinic, KeptEntry, Patient
    from surefoot.clinic.transaction import of_clinic

    codes = {}
    for account in Account.objects.all():
        TOTP.activate(account, SHARED)
        codes[account.email] = RecoveryCodes.activate(account).generate_codes()
    clinic = Clinic.objects.get()
    with of_clinic(clinic.pk):
        generated = Patient.objects.filter(clinic=clinic)
        somebody = max(generated, key=lambda one: len(one.name))
    told = practice.welcome(clinic)
    signed = told["people"]["signed"]
    with of_clinic(clinic.pk):
        entry = KeptEntry.objects.filter(patient__code=signed).earliest("pk")
    fills = {"patient": signed, "slug": clinic.slug, "test": TEST, "number": 1} | told["things"]
    fills |= {"entry": entry.pk, "part": "findings", "token": told["invitation"].split("/")[-2]}
    told |= {"patient": somebody.name, "code": str(somebody.code), "codes": codes}
    print(json.dumps(told | {"pages": pages(fills)}))  # noqa: T201 — its one answer


def pages(fills):
    """The pages of each role by name and path; those outside the bar of the clinic but once."""
    from django.urls import reverse

    from clinic.addresses import listed, rows

    known = {one.name: one for one in listed() if set(one.parameters) <= set(fills)}
    paths = {
        name: reverse(name, kwargs={each: fills[each] for each in one.parameters})
        for name, one in known.items()
        if name not in NO_PAGE | ON_A_JOURNEY
    }
    assert {row.name for row in rows()} - set(paths) == NO_PAGE | ON_A_JOURNEY
    found = {who: {} for who in (*ROLES, "outside")}
    for row in rows():
        if row.about == "other" or "GET" not in row.methods or row.name not in paths:
            continue
        if row.name.startswith(OUTSIDE):
            found["outside"][row.name] = paths[row.name]
            continue
        for role in ROLES if row.right != "-" else ROLES[:1]:
            if row.expected[role] in ("in", "absent"):
                found[role][row.name] = paths[row.name]
    return found


if __name__ == "__main__":
    main()
