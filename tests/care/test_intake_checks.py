"""The check of the intake: each fault it is there for is found, and told by its row."""

import pytest

from surefoot.knowledge.intake_checks import intake_faults
from surefoot.knowledge.integrity import check
from surefoot.knowledge.links import tables_of
from surefoot.knowledge.load import load
from surefoot.knowledge.patient_texts import translation_id

ROWS = {name: dict(rows) for name, rows in tables_of(load())}


def changed(table: str, key: str, **told: object):
    row = ROWS[table][key].model_copy(update=told)
    return {**ROWS, table: {**ROWS[table], key: row}}


def option(question: str, number: int, **told: object):
    row = ROWS["intake_questions"][question]
    options = list(row.options)
    options[number] = options[number].model_copy(update=told)
    return changed("intake_questions", question, options=tuple(options))


def without(table: str, key: str):
    return {**ROWS, table: {name: row for name, row in ROWS[table].items() if name != key}}


CAN_WALK = ROWS["findings"]["can_walk"].ask
FAULTS = [
    (changed("intake_questions", "can_walk", kind="poem"), "can_walk", "how long"),
    (changed("intake_questions", "can_walk", finding="falls_12mo"), "can_walk", "which is number"),
    (changed("intake_questions", "can_walk", finding=""), "can_walk", "records nothing"),
    (changed("intake_questions", "minutes_a_day", max=601), "minutes_a_day", "above 600"),
    (changed("intake_questions", "more_heart", options=()), "more_heart", "nothing to pick"),
    (changed("intake_questions", "more_heart", step="life"), "more_heart", "another step"),
    (changed("intake_questions", "pain_since", part=""), "pain_since", "without what it tells"),
    (option("time_to_worst", 0, findings=("time_to_worst=soon",)), "time_to_worst", "no value"),
    (option("time_to_worst", 0, findings=("time_to_worst",)), "time_to_worst", "needs a value"),
    (option("chest", 0, findings=("symptom_pain",)), "chest", "worked out"),
    (option("chest", 0, id="known_stable_angina"), "chest", "the same id"),
    (option("chest", 0, findings=("can_walk",)), "can_walk", "as chest does already"),
    (changed("body_zones", "heel", places=("tail",)), "heel", "no such place"),
    (changed("body_zones", "heel", sided=False), "heel", "no such place"),
    (without("intake_questions", "gate_heart"), "heart", "0 times"),
    (changed("intake_steps", "now", says="Something new"), "now", "has no 'es'"),
    (without("translations", translation_id("es", CAN_WALK)), "can_walk", "has no 'es'"),
    (without("intake_questions", "gear"), translation_id("es", "a towel"), "no patient reads"),
]


def test_the_intake_as_it_stands_has_no_fault():
    assert list(intake_faults(ROWS)) == []


@pytest.mark.parametrize(("rows", "key", "says"), FAULTS, ids=lambda one: str(one)[:40])
def test_a_fault_is_found(rows, key, says):
    found = [(name, text) for _, name, text in intake_faults(rows)]
    assert [name for name, text in found if says in text and name == key], found


def test_no_when_is_dangling():
    assert [fault for fault in check().faults if fault.table.startswith("intake")] == []
