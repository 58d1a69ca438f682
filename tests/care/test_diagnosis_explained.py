"""A likely pattern that another likely one explains is no disease of its own."""

from dataclasses import replace

import pytest

from care.made_causes import KNOWLEDGE, diagnosis_of, nerve
from care.plan.planned import line
from surefoot.care.diagnosis.headline import explained, headline


def likely(*codes):
    """Scores of patterns that are all likely."""
    names = KNOWLEDGE.patterns
    found = diagnosis_of(**dict.fromkeys(codes, 0.9)).patterns
    return tuple(replace(score, name=names[score.pattern].name) for score in found)


@pytest.mark.parametrize(
    ("codes", "untold"),
    [
        (("PRX", "FOC"), ("FOC",)),
        (("MPX", "FOC"), ("FOC",)),
        (("DSP", "FOC"), ()),  # a tunnel beside a polyneuropathy is a second thing
        (("PRX", "DSP"), ()),
        (("FOC",), ()),
    ],
)
def test_a_plexus_or_many_nerves_explain_what_looks_like_one_nerve(codes, untold):
    assert explained(likely(*codes), (), KNOWLEDGE) == untold


def test_a_nerve_that_can_be_named_is_told_beside_the_plexus():
    assert explained(likely("PRX", "FOC"), (nerve("E1"),), KNOWLEDGE) == ()


def test_what_is_explained_is_not_in_the_headline():
    scores = likely("PRX", "FOC")
    assert "entrapment" in headline(scores, (), KNOWLEDGE)
    assert "entrapment" not in headline(scores, (), KNOWLEDGE, ("FOC",))


def test_the_diagnosis_of_a_thigh_names_one_disease_and_keeps_the_other_score():
    found = line("amyotrophy-shopkeeper").diagnosis
    assert found.summary == "Radiculoplexus neuropathy, likely"
    assert found.explained == ("FOC",)
    assert {p.pattern for p in found.patterns if p.band == "likely"} == {"PRX", "FOC"}
