"""Who may do what, as a table: a right or role without a row fails."""

from uuid import UUID

import pytest

from surefoot.clinic.access import RIGHTS, Actor, NotAllowedError, Right, Role, demand, may

ME, SOMEBODY = UUID(int=1), UUID(int=2)
STAFF = {
    # right: manager, therapist, front desk, administrator
    Right.FIND_PATIENTS: (True, True, True, False),
    Right.REGISTER_PATIENT: (True, True, True, False),
    Right.READ_CONTACT: (True, True, True, False),
    Right.CHANGE_CONTACT: (True, True, True, False),
    Right.READ_CHART: (True, True, False, False),
    Right.ADD_ENTRY: (True, True, False, False),
    Right.CORRECT_ENTRY: (True, True, False, False),
    Right.ANSWER_INTAKE: (False, False, False, False),
    Right.ADD_PASSKEY: (False, False, False, False),
    Right.END_PASSKEY: (True, True, True, False),
    Right.PROPOSE_PLAN: (True, True, False, False),
    Right.APPROVE_PLAN: (True, True, False, False),
    Right.CLOSE_NOTICE: (True, True, False, False),
    Right.ADD_DOCUMENT: (True, True, True, False),
    Right.MERGE_PATIENTS: (True, True, True, False),
    Right.READ_AUDIT: (True, False, False, False),
    Right.MANAGE_STAFF: (True, False, False, False),
    Right.MANAGE_CLINIC: (True, False, False, False),
    Right.EXPORT: (True, False, False, False),
}
OWN = {
    Right.READ_CONTACT,
    Right.ADD_ENTRY,
    Right.ANSWER_INTAKE,
    Right.ADD_PASSKEY,
    Right.END_PASSKEY,
}
TABLE = [
    (right, role, allowed)
    for right, row in STAFF.items()
    for role, allowed in zip(Role.staff(), row, strict=True)
]


def actor(role: Role) -> Actor:
    if role is Role.PATIENT:
        return Actor(clinic=1, role=role, patient=ME)
    return Actor(clinic=1, role=role, member=7)


def test_every_right_has_its_row():
    assert set(STAFF) == set(Right) == set(RIGHTS)


@pytest.mark.parametrize(("right", "role", "allowed"), TABLE)
def test_a_member_may_what_the_table_says(right, role, allowed):
    assert may(actor(role), right, SOMEBODY) is allowed
    assert may(actor(role), right) is allowed


@pytest.mark.parametrize("right", Right)
def test_a_patient_may_only_their_own(right):
    me = actor(Role.PATIENT)
    assert may(me, right, ME) is (right in OWN)
    assert may(me, right, SOMEBODY) is False
    assert may(me, right) is False


def test_a_refusal_is_the_same_whoever_it_is_about():
    said = set()
    for patient in (None, ME, SOMEBODY):
        with pytest.raises(NotAllowedError) as refused:
            demand(actor(Role.ADMINISTRATOR), Right.READ_CHART, patient)
        said.add(str(refused.value))
    assert len(said) == 1


@pytest.mark.parametrize(
    "told",
    [
        {"role": Role.PATIENT},
        {"role": Role.PATIENT, "patient": ME, "member": 7},
        {"role": Role.THERAPIST},
        {"role": Role.THERAPIST, "member": 7, "patient": ME},
    ],
)
def test_nobody_acts_as_two_or_as_nobody(told):
    with pytest.raises(ValueError, match="act"):
        Actor(clinic=1, **told)
