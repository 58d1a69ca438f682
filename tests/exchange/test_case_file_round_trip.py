"""A case written down and read again is the same case, however the document is shuffled."""

import json
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.documents import KNOWLEDGE
from people import dice, invent
from people.wild import anybody
from stories import stories
from surefoot.care.case import Case
from surefoot.exchange import case_file
from surefoot.exchange.case_file.order import in_order
from surefoot.exchange.case_file.vocabulary import Vocabulary

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
