"""The three answers: said in grade 6 at most, filled in, never a promise and never a dead end."""

import re
from itertools import product

import pytest

from care.made_causes import KNOWLEDGE, fact, facts, foretold
from surefoot.care.prognosis.windows import span

DSP = {"DSP": 0.9}
WINDOWS = [span(0.1, 3), span(1.5, 12), span(6, 18), span(12, 48), span(24, 60), span(3, 3)]
FORBIDDEN = ("cure", "nothing can be done", "nothing more can be done", "hopeless", "will heal")


def syllables(word: str) -> int:
    """Groups of vowels, less a silent e at the end; at least one."""
    word = re.sub(r"[^a-z]", "", word.lower())
    groups = re.findall(r"[aeiouy]+", word)
    silent = word.endswith("e") and not word.endswith("le") and len(groups) > 1
    silent_ed = bool(re.search(r"[^aeioutd]ed$", word)) and len(groups) > 1
    return max(len(groups) - silent - silent_ed, 1)


def grade(text: str) -> float:
    """Flesch-Kincaid grade level."""
    sentences = [s for s in re.split(r"[.!?]+(?:\s|$)", text) if s.strip()]
    words = re.findall(r"[A-Za-z0-9'-]+", text)
    return (
        0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    )


@pytest.mark.parametrize(
    ("word", "count"),
    [("numbness", 2), ("nerve", 1), ("itself", 2), ("treated", 2), ("able", 2), ("stayed", 1)],
)
def test_the_syllables_of_the_test_are_right(word, count):
    assert syllables(word) == count


PATIENT_WORDS = [
    *(row.patient_without_window for row in KNOWLEDGE.reversibility_classes.values()),
    *(row.patient_without_list for row in KNOWLEDGE.reversibility_classes.values()),
    *(row.symptoms for row in KNOWLEDGE.reversibility_classes.values()),
    *(w.says.replace("[window]", WINDOWS[1]) for w in KNOWLEDGE.prognosis_words.values()),
    *(
        row.patient.replace("[window]", window).replace("[list]", "blood sugar, blood count")
        for row, window in product(KNOWLEDGE.reversibility_classes.values(), WINDOWS)
    ),
]


@pytest.mark.parametrize("text", sorted({text for text in PATIENT_WORDS if text}))
def test_every_sentence_for_the_patient_reads_at_grade_6(text):
    assert grade(text) <= 6.0


@pytest.mark.parametrize("text", sorted({text for text in PATIENT_WORDS if text}))
def test_no_sentence_promises_or_gives_up(text):
    assert not [word for word in FORBIDDEN if word in text.lower()]


ONE_OF_EACH = {
    "R4": facts(lyme_serology=True, cause_treated=True),
    "R3": facts(hcv_rna=True, cause_treated=True),
    "R2": facts(diabetes_type="type2", hba1c_pct=7.0),
    "R1": facts(diabetes_type="type2", hba1c_pct=9.0),
    "R0": facts(gene_cmt=True),
    "RS": facts(zoster_pcr=True),
    "RU": (),
}


@pytest.mark.parametrize(("overall", "told"), ONE_OF_EACH.items())
def test_each_class_is_said_in_its_own_words(overall, told):
    prognosis = foretold(*told)
    symptoms, nerve, function = prognosis.answers
    row = KNOWLEDGE.reversibility_classes[overall]
    assert prognosis.overall == overall
    assert [a.about for a in prognosis.answers] == ["symptoms", "nerve", "function"]
    assert symptoms.says == row.symptoms
    assert nerve.record.startswith(f"{overall}: nerve function {row.nerve_record}")
    assert function.says == KNOWLEDGE.prognosis_words["prognosis/function"].says
    for answer in prognosis.answers:
        assert "[" not in answer.says
        assert not [word for word in FORBIDDEN if word in (answer.says + answer.record).lower()]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (
            ONE_OF_EACH["R4"],
            "Most people with this cause get most of their nerve function back once it is dealt"
            " with. It usually takes 2 weeks to 6 months.",
        ),
        (
            ONE_OF_EACH["RS"],
            "This usually heals by itself in 3 to 24 months. We protect the area and keep you"
            " moving meanwhile.",
        ),
        (
            ONE_OF_EACH["R1"],
            "Left alone, this can get worse bit by bit. Once the cause is dealt with, the outlook"
            " is better. The main aim is to stop it getting worse. Nerves may not regrow much, but"
            " strength, balance and comfort can still improve.",
        ),
        (
            (fact("diagnosed_dapsone", True), fact("drug_dapsone", "stopped_within_12_months")),
            "Most people with this cause get most of their nerve function back once it is dealt"
            " with. It usually takes 2 to 12 months.",
        ),
        ((), "We cannot say yet. A doctor has to look for the cause first."),
    ],
)
def test_window_and_list_are_filled_in(told, says):
    assert foretold(*told).answers[1].says == says


def test_what_cannot_be_said_yet_names_the_tests_that_would_tell():
    assert foretold(patterns=DSP).answers[1].says == (
        "We cannot say yet. These tests would tell us: blood count, kidney test, liver test,"
        " blood sugar."
    )


def test_the_sentences_of_the_reference_are_kept_beside():
    rows = KNOWLEDGE.reversibility_classes
    assert rows["R4"].sentence == (
        "Most people with this cause get most of their nerve function back once it is dealt with,"
        " usually within [window]."
    )
    assert {key for key, row in rows.items() if row.sentence == row.patient} == {
        "R3", "R2", "R1", "RU",
    }  # fmt: skip


def test_what_heals_by_itself_is_said_beside_what_does_not():
    told = (*ONE_OF_EACH["R2"], fact("diagnosed_ocmv", True))
    prognosis = foretold(*told)
    assert prognosis.overall == "R2"
    assert prognosis.answers[1].says.endswith(
        "One part of it usually heals by itself in 3 to 6 months."
    )


def test_function_can_be_trained_in_every_class():
    says = {foretold(*told).answers[2].says for told in ONE_OF_EACH.values()}
    assert len(says) == 1
    assert "can get better with training" in says.pop()


HAND = facts(confined_to_one_nerve=True, nerve_median_cts__left=True)
EYE_NERVE = facts(confined_to_one_nerve=True, nerve_oculomotor__left=True)


@pytest.mark.parametrize(("told", "patterns", "row"), [
    (HAND, {"FOC": 0.8, "DSP": 0.1}, "prognosis/function/hand"),
    (EYE_NERVE, {"CRN": 0.8, "DSP": 0.1}, "prognosis/function/face"),
    (HAND, {"FOC": 0.8, "DSP": 0.8}, "prognosis/function"),
    (facts(confined_to_one_nerve=True, nerve_peroneal__left=True), {"FOC": 0.8, "DSP": 0.1},
     "prognosis/function"),
    (facts(nerve_median_cts__left=True), {"FOC": 0.8, "DSP": 0.1}, "prognosis/function"),
])  # fmt: skip
def test_what_training_can_do_is_said_of_the_part_that_is_ill(told, patterns, row):
    """Nobody comes with a hand, a face or an eye to hear of balance and walking."""
    words = KNOWLEDGE.prognosis_words[row]
    answer = foretold(*told, patterns=patterns).answers[2]
    assert (answer.says, answer.record) == (words.says, words.record)


def test_the_record_tells_extent_and_its_course():
    record = foretold(*ONE_OF_EACH["R2"], extent="E3").answers[1].record
    assert "extent E3, expected once the cause is removed: 12-24 months, incomplete" in record
    assert "decided by type 2 diabetes" in record
    assert "window 12 months to 4 years" in record


def test_the_course_of_an_extent_is_not_told_where_it_does_not_hold():
    assert "extent" not in foretold(*facts(gene_cmt=True), extent="E4").answers[1].record
    pressed = facts(confined_to_one_nerve=True, ncs_abnormal=True)
    block = foretold(*pressed, *facts(ncs_axonal=False), extent="E4")
    loss = foretold(*pressed, *facts(ncs_axonal=True), extent="E4")
    assert "extent" not in block.answers[1].record
    assert "extent E4" in loss.answers[1].record


def test_an_answer_is_as_weak_as_the_weakest_row_it_rests_on():
    assert foretold(*ONE_OF_EACH["R2"]).answers[1].grade == "B"
    told = (*ONE_OF_EACH["R2"], fact("diagnosed_liver", True), *facts(cause_treated=True))
    assert foretold(*told).answers[1].grade == "unreviewed"
    assert foretold().answers[0].grade == "unreviewed"
    assert {foretold(*told).answers[2].grade for told in ONE_OF_EACH.values()} == {"unreviewed"}


def test_every_unsigned_statement_is_named_once():
    prognosis = foretold(*ONE_OF_EACH["R1"], patterns=DSP)
    assert len(prognosis.unreviewed) == len(set(prognosis.unreviewed))
    assert {"dm2", "m_ongo", "R1", "prognosis/certainty"} <= set(prognosis.unreviewed)
    assert "dm2/outcome" not in prognosis.unreviewed  # graded B


DIABETES_AND_THIGH = (
    *facts(diabetes_type="type2", hba1c_pct=7.0, extent_grade="E3"),
    fact("diagnosed_dlrpn", True),
)


def test_the_person_is_told_of_what_they_came_with_and_the_record_of_the_worst():
    """Diabetes on file does not speak for a thigh it does not picture."""
    found = foretold(*DIABETES_AND_THIGH, patterns={"PRX": 0.8, "DSP": 0.1})
    alone = foretold(fact("diagnosed_dlrpn", True), patterns={"PRX": 0.8})
    assert found.answers[1].says == alone.answers[1].says
    assert found.overall == "R2"
    assert found.answers[1].record.startswith("R2: ")


@pytest.mark.parametrize("chance", [0.5, 0.9])
def test_a_disease_that_paints_a_likely_pattern_speaks_for_it(chance):
    both = foretold(*DIABETES_AND_THIGH, patterns={"PRX": 0.8, "DSP": chance})
    assert "The main aim is to stop it getting worse." in both.answers[1].says


def test_where_no_cause_paints_what_is_likely_all_of_them_speak():
    told = foretold(*DIABETES_AND_THIGH, patterns={"MOT": 0.8})
    assert "The main aim is to stop it getting worse." in told.answers[1].says


def test_what_cannot_be_mended_is_not_called_left_alone():
    says = [row.patient_if_mended for row in KNOWLEDGE.reversibility_classes.values()]
    assert [words for words in says if words] == ["Left alone, this can get worse bit by bit."]
    lasting = foretold(fact("diagnosed_fabry", True))
    assert lasting.overall == lasting.best_achievable == "R1"
    assert lasting.answers[1].says.startswith("This tends to progress slowly.")


def test_nerves_that_hurt_after_a_fast_fall_of_sugar_calm_down_and_it_is_said():
    says = foretold(fact("diagnosed_tind", True), patterns={"SFN": 0.8}).answers[1].says
    assert says.endswith("calm down over 6 to 18 months. A bad start is not a bad end.")
    assert "6 to 18" not in foretold(*facts(diabetes_type="type1")).answers[1].says


EYE = (fact("diagnosed_ocmv", True), fact("diabetes_type", "type2"), fact("hba1c_pct", 7.0))


@pytest.mark.parametrize(("patterns", "says"), [
    ({"CRN": 0.9}, "This usually heals by itself"),  # the event explains it all
    ({"CRN": 0.9, "DSP": 0.9}, "The main aim is to stop it getting worse."),
])  # fmt: skip
def test_the_disease_behind_an_event_does_not_speak_for_what_the_event_explains(patterns, says):
    assert foretold(*EYE, patterns=patterns).answers[1].says.startswith(says)


def test_what_the_person_came_with_is_looked_at_on_its_own_day():
    """Diabetes alone would be looked at years later."""
    both = foretold(*EYE, patterns={"CRN": 0.9})
    alone = foretold(EYE[0], patterns={"CRN": 0.9})
    assert both.review_on == alone.review_on
