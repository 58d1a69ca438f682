"""Short ways for the tests of the examination: forms filled in, and a body that may stand."""

from datetime import UTC, datetime

from surefoot.care.case import Answers
from surefoot.care.entry import Entry
from surefoot.clinic import in_force
from surefoot.clinic.access import Role
from surefoot.clinic.models import Account, Member
from surefoot.clinic.therapist.form import Field, Form

NOW = datetime(2026, 6, 2, 10, tzinfo=UTC)
TODAY = NOW.date()
STEADY = {
    "sbp_supine": 130, "dbp_supine": 80, "hr_supine": 70, "sbp_1": 128, "dbp_1": 80, "hr_1": 76,
    "sbp_3": 128, "dbp_3": 80, "hr_3": 76, "symptoms": False,
}  # fmt: skip


def every_instrument():
    """The codes of all definitions."""
    return sorted(in_force.knowledge().instruments)


def an_answer(field: Field) -> str:
    """An answer within its range, as it is typed."""
    if field.choices:
        return field.choices[0].value
    if field.kind == "text":
        return "walk to the shop"
    middle = (field.low + field.high) / 2
    return str(int(middle)) if field.whole else f"{middle:.1f}"


def filled(form: Form) -> dict[str, str]:
    """Every question that is asked, answered; what an answer shuts is left out."""
    typed: dict[str, str] = {}
    for field in form.fields:
        gates = (field.only_if or {}).items()
        if all(typed.get(f"a.{other}") in codes for other, codes in gates):
            typed[f"a.{field.key}"] = an_answer(field)
    return typed


def keep_answers(practice, code, items, *, on=TODAY, role=Role.THERAPIST, once="", protocol=None):
    """Answers kept behind the screens."""
    answers = Answers(instrument=code, on=on, items=items, protocol=protocol or {})
    entry = Entry(answers=(answers,))
    return practice.staff(role).add(practice.rosa, entry, once=once or f"{code}/{on}")


def may_stand(practice):
    """Lying and standing pressure of today: nothing keeps the patient from standing tests."""
    keep_answers(practice, "OH", STEADY)


def licensed(practice, *codes: str) -> None:
    """The clinic has these licences."""
    practice.here.means = {"licensed": list(codes)}
    practice.here.save()


def second_therapist(practice) -> int:
    """Another therapist of the clinic."""
    account = Account.objects.create_user(email="second@here.example", name="Second Therapist")
    return Member.objects.create(clinic=practice.here, account=account, role=Role.THERAPIST).pk
