"""A case written down and read again is the same case, however the document is shuffled."""

import json
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.documents import KNOWLEDGE, SHORTEST
from people import dice, invent
from people.wild import anybody
from stories import stories
from surefoot.care.case import Case, Fact, Medicine, NotDone
from surefoot.exchange import case_file
from surefoot.exchange.case_file.medicines import facts_of_medicines
from surefoot.exchange.case_file.order import in_order
from surefoot.exchange.case_file.vocabulary import Vocabulary
from surefoot.terms import Side

VOCABULARY = Vocabulary.of(KNOWLEDGE)


def written_and_read(case: Case) -> Case:
    return case_file.read(case_file.write(case, KNOWLEDGE).encode(), KNOWLEDGE)


@given(st.integers(0, 10**9))
@settings(max_examples=120)
def test_a_plausible_person_is_the_same_after_writing_and_reading(seed: int) -> None:
    case = invent(dice(seed), f"p{seed}")
    assert written_and_read(case) == case


@given(st.integers(0, 10**9), st.sampled_from((0.05, 0.3, 1.0)))
@settings(max_examples=60)
def test_anybody_at_all_is_the_same_after_writing_and_reading(seed: int, share: float) -> None:
    case = anybody(dice(seed), f"w{seed}", VOCABULARY, share, sensible=True)
    assert written_and_read(case) == case


def test_every_story_is_the_same_after_writing_and_reading() -> None:
    for story in stories():
        case = story.case(KNOWLEDGE)
        assert written_and_read(case) == case, story.name


def test_the_example_is_the_same_after_writing_and_reading() -> None:
    case = case_file.read(case_file.example().encode(), KNOWLEDGE)
    assert written_and_read(case) == case


def test_writing_is_stable() -> None:
    for story in stories()[:10]:
        text = case_file.write(story.case(KNOWLEDGE), KNOWLEDGE)
        again = case_file.write(case_file.read(text.encode(), KNOWLEDGE), KNOWLEDGE)
        assert again == text


def shuffled(value: Any, rng: Random) -> Any:
    """The same document with every object's members, and every list of lines, in another order."""
    if isinstance(value, dict):
        names = list(value)
        rng.shuffle(names)
        return {name: shuffled(value[name], rng) for name in names}
    if isinstance(value, list):
        parts = [shuffled(part, rng) for part in value]
        rng.shuffle(parts)
        return parts
    return value


@given(st.integers(0, 10**9))
@settings(max_examples=60)
def test_the_order_in_which_a_file_is_written_changes_nothing(seed: int) -> None:
    rng = dice(seed)
    story = rng.choice(stories())
    document = json.loads(story.text)
    document["goals"] = sorted(document["goals"], key=lambda goal: goal["priority"])
    again = shuffled({name: part for name, part in document.items() if name != "clinic"}, rng)
    again["clinic"] = document["clinic"]  # settings are listed in the order the clinic prefers
    case = case_file.read(json.dumps(again).encode(), KNOWLEDGE)
    assert case.facts == story.case(KNOWLEDGE).facts
    assert case == in_order(case)


def test_shuffling_facts_is_undone_by_ordering() -> None:
    rng = dice(1)
    case = stories()[0].case(KNOWLEDGE)
    facts = list(case.facts)
    rng.shuffle(facts)
    assert in_order(replace(case, facts=tuple(facts))) == case


def test_what_is_rare_comes_back_too() -> None:
    then = date(2026, 10, 1)
    old = Medicine(name="linezolid", classes=("drug_linezolid",), state="current", on=then)
    base = case_file.read(case_file.example().encode(), KNOWLEDGE)
    others = [fact for fact in base.facts if fact.code != "drug_linezolid"]
    told = (
        Fact(code="tug_s", value=12.0, on=then, protocol="with cane"),
        Fact(code="tug_s", value=14.0, on=date(2026, 9, 1), protocol="without cane"),
        Fact(code="numbness", value=True, on=then),
        Fact(code="weakness", value=False, on=then),
        Fact(code="equip_chair", value=True, on=then, site="clinic"),
        Fact(code="supervision_available", value="2", on=base.today, site="home"),
        Fact(code="drug_insulin", value="never", on=then, name="insulin"),
        Fact(code="foot_drop", value=False, on=then, side=Side.LEFT),
        Fact(code="foot_drop", value=False, on=then, side=Side.RIGHT),
    )
    not_done = (
        NotDone(code="sts5_s", why="unable", on=base.today),
        NotDone(code="w6m_m", why="declined", on=then),
        NotDone(code="grip_kg", why="unable", on=then, side=Side.LEFT),
        NotDone(code="sls_best_s", why="not_applicable", on=then),
        NotDone(code="cramps", why="declined", on=then),
        NotDone(code="equip_bike", why="declined", on=base.today),
    )
    case = in_order(
        replace(
            base,
            facts=(*others, *told, *facts_of_medicines([old])),
            not_done=not_done,
            medicines=(*base.medicines, old),
        )
    )
    assert written_and_read(case) == case


def test_a_class_without_its_medicine_is_written_as_one() -> None:
    base = case_file.read(json.dumps(SHORTEST).encode(), KNOWLEDGE)
    stopped = Fact(
        code="drug_taxane", value="stopped_over_12_months", on=base.today, name="docetaxel"
    )
    again = written_and_read(replace(base, facts=(stopped,)))
    assert stopped in again.facts
    assert [medicine.name for medicine in again.medicines] == ["docetaxel"]
