"""What becomes of a score when answers are missing, unable, declined or not applicable."""

import pytest

from care.examination.scored import KNOWLEDGE, number, numbered, scored
from surefoot.care.examination.missing import policy
from surefoot.terms import SurefootError


def full(code: str, answer: float) -> dict[str, float | str | bool | None]:
    """The same answer to every item of the total."""
    one = KNOWLEDGE.instruments[code]
    total = next(value for value in one.values if value.id == one.main)
    return dict.fromkeys(total.of, answer)


# instrument, answer to every item, how many may be left out, what the total is then
TABLE = [
    ("PEG", 4, 0, 4),
    ("PHQ9", 2, 1, 18),
    ("GAD7", 2, 1, 14),
    ("LEFS", 3, 2, 60),
    ("SFESI", 2, 1, 14),
    ("FESI", 2, 4, 32),
    ("ABC", 70, 4, 70),
    ("NTX", 1, 5, 33),
    ("PHQ8", 2, 0, 16),
    ("KATZ", 1, 0, 6),
    ("BBS", 3, 0, 42),
    ("FGA", 2, 0, 20),
]


@pytest.mark.parametrize(("code", "answer", "may_lack", "total"), TABLE)
def test_so_many_answers_may_be_missing_and_no_more(
    code: str, answer: float, may_lack: int, total: float
) -> None:
    given = full(code, answer)
    for lacking in range(may_lack + 2):
        kept = dict(list(given.items())[lacking:])
        found = scored(code, kept)
        if lacking <= may_lack:
            assert (found.state, number(found), found.main.prorated) == (
                "scored",
                total,
                lacking > 0,
            )
        else:
            assert (found.state, found.main) == ("incomplete", None)
        assert len(found.missing) == lacking


def test_a_prorated_score_names_the_rule_it_rests_on() -> None:
    found = scored("GAD7", numbered(2, 2, 2, 2, 2, 2))
    assert "GAD7/missing" in found.statements
    assert "GAD7/missing" in found.unreviewed
    assert "GAD7/missing" not in scored("GAD7", numbered(2, 2, 2, 2, 2, 2, 2)).statements


def test_item_nine_of_the_phq9_is_never_made_up() -> None:
    found = scored("PHQ9", numbered(1, 1, 1, 1, 1, 1, 1, 1))
    assert (found.state, found.main, found.events) == ("incomplete", None, ())
    assert [one.item for one in found.missing] == ["q9"]


def test_phq9_rounds_a_prorated_half_up() -> None:
    # 4 x 9 / 8 = 4.5, which half-even rounding would make 4
    assert number(scored("PHQ9", numbered(0, 0, 0, 0, 2, 2, 0, None, 0))) == 5


@pytest.mark.parametrize("why", ["missing", "declined", "not_applicable", "unable"])
def test_no_reason_for_a_missing_answer_is_ever_a_zero(why: str) -> None:
    answers = numbered(2, 2, None, 2, 2, 2, 2, 2, 1)
    found = scored("PHQ9", answers, not_done={"q3": why})
    assert number(found) == number(scored("PHQ9", answers))
    assert [(one.item, one.why) for one in found.missing] == [("q3", why)]


def test_unable_scores_where_the_instrument_says_so() -> None:
    three = numbered(*[3] * 13, prefix="i")
    unable = scored("BBS", three, not_done={"i14": "unable"})
    declined = scored("BBS", three, not_done={"i14": "declined"})
    assert (unable.state, number(unable)) == ("scored", 39)
    assert (declined.state, declined.main) == ("incomplete", None)


@pytest.mark.parametrize("code", ["TUG", "STS5", "W6M", "GRIP"])
def test_unable_has_no_score_where_the_instrument_gives_none(code: str) -> None:
    item = KNOWLEDGE.instruments[code].items[0].id
    found = scored(code, {}, not_done={item: "unable"})
    assert (found.state, found.main) == ("unable", None)


def test_using_the_arms_scores_no_chair_stands() -> None:
    assert number(scored("CST30", {"stands": 12, "arms_used": True})) == 0
    assert scored("CST30", {"stands": 12}).state == "incomplete"


def test_the_fourth_stance_on_foam_is_skipped_when_two_others_fail_early() -> None:
    short = {"c1_1": 30, "c2_1": 6, "c3_1": 9.9}
    assert number(scored("MCTSIB", short), "c4") == 0
    assert "c4" not in scored("MCTSIB", {**short, "c3_1": 10}).values
    assert number(scored("MCTSIB", {**short, "c4_1": 5}), "c4") == 5


def test_a_first_trial_of_30_s_needs_no_second() -> None:
    assert number(scored("MCTSIB", {"c1_1": 30, "c1_2": 12}), "c1") == 30
    assert number(scored("MCTSIB", {"c1_1": 12, "c1_2": 30, "c1_3": 30}), "c1") == 24
    assert "c1" not in scored("MCTSIB", {"c1_2": 30}).values


def test_what_does_not_apply_leaves_the_denominator() -> None:
    motor = numbered(*[3] * 7, prefix="m")
    driver = scored("CIPN20", {**motor, "m8": 1})
    not_driving = scored("CIPN20", motor, not_done={"m8": "not_applicable"})
    assert number(driver, "motor") == 100 * (22 / 8 - 1) / 3
    assert number(not_driving, "motor") == 100 * (3 - 1) / 3
    assert not not_driving.values["motor"].prorated
    assert scored("CIPN20", motor).values["motor"].prorated


def test_a_question_for_men_is_not_missing_in_women() -> None:
    eleven = {f"q{n}": False for n in range(1, 12)}
    assert scored("SAS", eleven, sex="female").state == "scored"
    assert scored("SAS", eleven, sex="male").state == "incomplete"
    assert scored("SAS", eleven).state == "incomplete"


def test_a_shut_gate_counts_zero_and_an_open_one_waits() -> None:
    shut = {"symptom": "none"}
    assert number(scored("NSS", shut)) == 0
    assert scored("NSS", {"symptom": "burning_numbness_tingling"}).state == "incomplete"
    assert scored("NSS", {}).state == "incomplete"


def test_an_arm_that_cannot_be_measured_is_excused_and_one_forgotten_is_not() -> None:
    ankles = {"dp_right": 110, "dp_left": 120, "brachial_right": 130}
    excused = scored("ABI", ankles, not_done={"brachial_left": "unable"})
    assert number(excused, "brachial") == 130
    assert scored("ABI", ankles).state == "incomplete"


@pytest.mark.parametrize(
    ("known", "at_4", "at_7"),
    [
        ({1, 2, 3}, None, None),
        ({1, 2, 3, 5}, True, None),
        ({1, 2, 3, 5, 6, 8, 9}, True, True),
    ],
)
def test_part_of_the_answers_may_settle_a_certain_flag(
    known: set[int], at_4: bool | None, at_7: bool | None
) -> None:
    found = scored("MNSIQ", {f"q{n}": True for n in known})
    flags = (found.flags["MNSIQ/abnormal-4"], found.flags["MNSIQ/abnormal-7"])
    assert (found.state, flags) == ("incomplete", (at_4, at_7))


def test_a_certain_flag_may_be_settled_downwards() -> None:
    nearly_all = {f"q{n}": False for n in range(3, 13)}
    found = scored("STAYIND", nearly_all)
    assert found.flags["STAYIND/at-risk"] is None  # items 1 and 2 count 2 each
    found = scored("STAYIND", {**nearly_all, "q2": False})
    assert found.flags["STAYIND/at-risk"] is False


@pytest.mark.parametrize(
    ("unknown", "possible"),
    [
        ({"lops"}, ("2", "1")),
        ({"deformity"}, ("2", "1")),
        ({"ulcer"}, ("active", "1")),
        ({"ulcer_history"}, ("3", "1")),
        ({"lops", "pad"}, ("2", "1", "0")),
    ],
)
def test_unknown_inputs_leave_a_range_of_foot_risk(
    unknown: set[str], possible: tuple[str, ...]
) -> None:
    known = dict.fromkeys(
        ("ulcer", "deformity", "ulcer_history", "amputation_history", "esrd"), False
    )
    known |= {"lops": False, "pad": True}
    found = scored("IWGDF", {item: known[item] for item in known if item not in unknown})
    assert found.possible["category"] == possible


def test_a_policy_nobody_knows_is_refused() -> None:
    for text in ("SOME", "MEAN", "MEAN(x)", "ALL(3)"):
        with pytest.raises(SurefootError):
            policy(text)
