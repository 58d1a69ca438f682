"""How answers are read, refused, gated and turned into a score that explains itself."""

import math

import pytest

from care.examination.scored import DAY, KNOWLEDGE, answers, number, numbered, scored, yes_to
from surefoot.care.examination import AnswersError, score
from surefoot.care.examination.formula import formula, names_in
from surefoot.terms import SurefootError


def faults(code: str, items: dict, **more) -> dict[str, str]:
    """Every fault by the field it stands in."""
    with pytest.raises(AnswersError) as caught:
        scored(code, items, **more)
    return {problem.field: problem.says for problem in caught.value.problems}


@pytest.mark.parametrize(
    ("code", "item", "wrong"),
    [
        ("PHQ9", "q1", 4), ("PHQ9", "q1", -1), ("PHQ9", "q1", 1.5), ("PHQ9", "q1", True),
        ("PHQ9", "q1", "often"), ("PHQ9", "q1", math.nan), ("PHQ9", "q1", math.inf),
        ("MNSIQ", "q1", 1), ("MNSIQ", "q1", "maybe"), ("NSS", "symptom", "itching"),
        ("NSS", "symptom", 2), ("TUG", "trial_1", 0), ("TUG", "trial_1", 301),
        ("TUG", "trial_1", "12 s"), ("TUG", "trial_1", math.nan), ("TUG", "trial_1", 10**400),
        ("STEPS", "d1", 100.5), ("PSFS", "a1_name", 3), ("BBS", "i1", 5), ("PEG", "q1", 11),
        ("IPAQSF", "vigorous_min", -5), ("MNSIE", "reflex_right", 0.25), ("OH", "sbp_1", 12),
    ],
)  # fmt: skip
def test_an_answer_the_item_does_not_take_is_named(
    code: str, item: str, wrong: float | str | bool
) -> None:
    with pytest.raises(AnswersError) as caught:
        scored(code, {item: wrong})
    (problem,) = caught.value.problems
    assert (problem.field, problem.fix != "") == (item, True)
    assert code in caught.value.says


def test_all_faults_are_told_at_once() -> None:
    found = faults(
        "PHQ9",
        {"q1": 9, "q2": "x", "q22": 1, "q4": 2},
        not_done={"q4": "unable", "q5": "forgotten", "q77": "declined"},
        protocol={"mod": "home"},
    )
    assert found.keys() == {"q1", "q2", "q22", "q4", "q5", "q77", "mod"}
    assert "nearest" not in found["q22"]


def test_an_unknown_item_is_answered_with_the_nearest_ones() -> None:
    with pytest.raises(AnswersError, match="Did you mean q2"):
        scored("PHQ9", {"q22": 1})


def test_an_unknown_instrument_is_answered_with_the_nearest_ones() -> None:
    with pytest.raises(SurefootError, match="PHQ9"):
        scored("PHQ_9", {})


def test_an_answer_behind_a_shut_gate_contradicts_it() -> None:
    assert faults("COMPASS31", {"q1": 2, "q2": 3}).keys() == {"q2"}
    assert faults("SAS", {"q1": False, "b1": 3}).keys() == {"b1"}


def test_a_zero_behind_a_shut_gate_agrees_with_it() -> None:
    found = scored("IPAQSF", {"vigorous_days": 0, "vigorous_min": 0})
    assert number(found, "vigorous_met") == 0
    assert scored("COMPASS31", {"q5": 2, "q6_hands": False}).missing[0].item == "q1"


def test_a_question_for_men_answered_by_a_woman_is_a_fault() -> None:
    assert faults("SAS", {"q12": True}, sex="female").keys() == {"q12"}


@pytest.mark.parametrize(
    ("code", "item", "given", "same"),
    [
        ("PHQ9", "q1", 2, "2"), ("PHQ9", "q1", 2, 2.0), ("MNSIQ", "q1", True, "yes"),
        ("MNSIE", "reflex_left", 0.5, "0.5"),
    ],
)  # fmt: skip
def test_a_code_may_come_as_number_or_as_word(
    code: str, item: str, given: float | bool, same: float | str
) -> None:
    assert scored(code, {item: given}).values == scored(code, {item: same}).values


def test_a_total_from_paper_is_scored_without_its_items() -> None:
    found = scored("PHQ9", {"total": 17})
    assert (found.state, number(found), found.main.as_total, found.missing) == (
        "scored",
        17,
        True,
        (),
    )
    assert [band.label for band in found.bands] == ["moderately severe"]
    assert found.events == ()


def test_a_total_that_cannot_be_is_a_fault() -> None:
    assert faults("MINIBEST", {"total": 31}).keys() == {"total"}  # the 32-point version
    assert faults("PHQ9", {"total": "12"}).keys() == {"total"}
    assert faults("OH", {"class": "bad"}).keys() == {"class"}


def test_a_total_at_odds_with_its_items_is_a_fault() -> None:
    sheet = numbered(2, 1, 2, 3, 1, 1, 1, 0, 1)
    assert number(scored("PHQ9", {**sheet, "total": 12})) == 12
    assert faults("PHQ9", {**sheet, "total": 13}).keys() == {"total"}


def test_pressures_that_give_an_impossible_index_are_a_fault() -> None:
    given = {"brachial_right": 40, "brachial_left": 40, "dp_right": 300}
    assert faults("ABI", given).keys() == {"right"}


def test_a_licence_that_is_not_confirmed_keeps_the_score_back() -> None:
    sheet = answers("ISI", numbered(*[2] * 7))
    kept_back = score(sheet, KNOWLEDGE)
    assert (kept_back.state, kept_back.values, kept_back.results) == ("not_licensed", {}, ())
    assert "licence" in kept_back.why
    assert number(score(sheet, KNOWLEDGE, licensed=("ISI",))) == 14


def test_faults_are_told_even_without_a_licence() -> None:
    with pytest.raises(AnswersError):
        score(answers("ISI", {"q1": 9}), KNOWLEDGE)


@pytest.mark.parametrize("code", sorted(KNOWLEDGE.instruments))
def test_no_answers_give_no_score_and_no_alarm(code: str) -> None:
    found = scored(code, {})
    assert found.state == "incomplete"
    assert found.main is None
    assert found.events == ()
    assert found.bands == ()


@pytest.mark.parametrize(
    ("item9", "severity"), [(0, None), (1, "urgent"), (2, "emergency"), (3, "emergency")]
)
def test_item_nine_alone_raises_the_alarm(item9: int, severity: str | None) -> None:
    events = scored("PHQ9", {"q9": item9}).events
    assert [event.severity for event in events] == ([severity] if severity else [])
    for event in events:
        assert (event.instrument, event.item, event.on) == ("PHQ9", "q9", DAY)
        assert (event.acknowledge_clinic_min, event.acknowledge_remote_min) == (15, 60)
        assert event.show
        assert event.do


def test_ipaq_drops_an_outlier_whole() -> None:
    days = {"vigorous_days": 1, "moderate_days": 1, "walking_days": 1}
    on_edge = {**days, "vigorous_min": 320, "moderate_min": 320, "walking_min": 320}
    assert scored("IPAQSF", on_edge).state == "scored"
    found = scored("IPAQSF", {**on_edge, "walking_min": 321})
    assert (found.state, found.values, found.flags) == ("dropped", {}, {})
    assert "960" in found.why


@pytest.mark.parametrize(
    ("given", "category"),
    [
        ((3, 63, 0, 0, 0, 0), "high"),  # 1512 MET-min vigorous
        ((3, 62, 0, 0, 0, 0), "moderate"),  # 1488: below 1500
        ((2, 180, 2, 16, 3, 10), "high"),  # 7 days, 3107 MET-min
        ((0, 0, 5, 30, 0, 0), "moderate"),
        ((0, 0, 5, 29, 0, 0), "low"),  # 580 MET-min on 5 days
        ((0, 0, 2, 30, 3, 30), "moderate"),
        ((0, 0, 2, 30, 2, 30), "low"),
        ((3, 20, 0, 0, 0, 0), "moderate"),
        ((3, 19, 0, 0, 0, 0), "low"),
        ((0, 0, 0, 0, 7, 9), "low"),  # under 10 minutes: no days either
        ((0, 0, 0, 0, 0, 0), "low"),
    ],
)
def test_ipaq_categories(given: tuple[int, ...], category: str) -> None:
    names = (
        "vigorous_days",
        "vigorous_min",
        "moderate_days",
        "moderate_min",
        "walking_days",
        "walking_min",
    )
    pairs = dict(zip(names, given, strict=True))
    items = {
        name: value
        for name, value in pairs.items()
        if not (name.endswith("_min") and pairs[name.replace("_min", "_days")] == 0)
    }
    assert scored("IPAQSF", items).values["category"].value == category


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"sbp_1": 128, "dbp_1": 70, "sbp_3": 129, "dbp_3": 71}, "none"),  # lying 147/79
        ({"sbp_1": 118, "dbp_1": 70, "sbp_3": 129, "dbp_3": 71}, "none"),  # 29 is not 30
        ({"sbp_1": 117, "dbp_1": 70, "sbp_3": 129, "dbp_3": 71}, "asymptomatic_OH"),
        ({"sbp_1": 140, "dbp_1": 69, "sbp_3": 140, "dbp_3": 79}, "asymptomatic_OH"),
        ({"sbp_1": 89, "dbp_1": 75, "sbp_3": 140, "dbp_3": 79}, "severe"),
    ],
)
def test_orthostatic_classes_without_symptoms(given: dict, found: str) -> None:
    lying = {"sbp_supine": 147, "dbp_supine": 79, "symptoms": False}
    assert scored("OH", {**lying, **given}).main.value == found


@pytest.mark.parametrize(
    ("lying", "standing", "symptoms", "found"),
    [
        (139, 119, False, "asymptomatic_OH"),  # 20 counts below a lying 140
        (140, 120, False, "none"),  # and 30 from there
        (139, 119, True, "symptomatic_OH"),
        (139, 109, True, "severe"),  # 30 with symptoms
        (139, 109, False, "asymptomatic_OH"),
        (139, 120, True, "none"),
    ],
)
def test_orthostatic_threshold_and_symptoms(
    lying: int, standing: int, symptoms: bool, found: str
) -> None:
    vitals = {"sbp_supine": lying, "sbp_1": standing, "sbp_3": standing, "symptoms": symptoms}
    vitals |= {"dbp_supine": 75, "dbp_1": 75, "dbp_3": 75}
    assert scored("OH", vitals).main.value == found


def test_neurogenic_is_only_said_in_sinus_rhythm_without_a_beta_blocker() -> None:
    vitals = {"sbp_supine": 130, "dbp_supine": 80, "hr_supine": 70, "symptoms": False}
    vitals |= {"sbp_1": 110, "dbp_1": 70, "hr_1": 72, "sbp_3": 106, "dbp_3": 70, "hr_3": 74}
    clear = {"not_sinus_or_paced": False, "beta_blocker": False}
    flags = [
        scored("OH", {**vitals, **more}).flags["OH/neurogenic"]
        for more in (clear, {}, {**clear, "beta_blocker": True}, {"not_sinus_or_paced": True})
    ]
    assert flags == [True, None, False, False]


def test_a_normal_abi_is_not_called_reliable_without_protective_sensation() -> None:
    pressures = {"brachial_right": 120, "brachial_left": 118, "dp_right": 130, "dp_left": 125}
    found = scored("ABI", {**pressures, "lops": True})
    assert "not reliable here" in next(one.says for one in found.raised)
    assert scored("ABI", {**pressures, "lops": False, "diabetes": False}).raised == ()


def test_results_are_the_recorded_findings_with_their_sides() -> None:
    found = scored("ABI", {"brachial_right": 125, "brachial_left": 120, "pt_left": 100})
    assert {(one.code, one.side, one.value) for one in found.results} == {
        ("ankle_pressure_mmhg", "left", 100),
        ("abi", "left", 0.8),
    }
    reflex = scored("REFL", {"right": 1}).results[0]
    assert (reflex.code, reflex.side, reflex.value) == ("reflex_ankle", "right", "reduced")


def test_the_protocol_is_kept_as_a_fingerprint() -> None:
    found = scored("TUG", {"trial_1": 12}, protocol={"mode": "clinic", "aid": "cane"})
    recorded = {word: told for word, told in found.protocol if told is not None}
    assert recorded == {"mode": "clinic", "aid": "cane"}
    assert tuple(word for word, _ in found.protocol) == KNOWLEDGE.instruments["TUG"].fingerprint


def test_a_score_that_rests_on_general_knowledge_says_so() -> None:
    assert scored("STAYIND", yes_to({3}, 12)).unreviewed == ()
    assert scored("SFESI", numbered(*[1] * 7)).unreviewed == ("SFESI/concern",)


def test_formulas_say_what_they_cannot_read() -> None:
    assert names_in("when(a >= 1, b, unknown) and known(c)") == {"a", "b", "c"}
    for text in (
        "a **",
        "lambda: 1",
        "__import__('os')",
        "a[0]",
        "a.b",
        "at_least(x, a, b)",
        "f'{a}'",
    ):
        with pytest.raises(SurefootError):
            formula(text)
