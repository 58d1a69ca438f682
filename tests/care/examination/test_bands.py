"""Every edge of every band and cut-off, on both of its sides, at full precision."""

import pytest

from care.examination.scored import KNOWLEDGE, label, scored
from surefoot.care.examination.rounding import half_up, lies_in
from surefoot.knowledge.schema.instruments import Span

# What the reference says at the last value below an edge and at the edge itself.
TOTALS = [
    ("NPRS", "average", [(0, "none"), (1, "mild"), (3, "mild"), (4, "moderate"), (6, "moderate"),
                         (7, "severe"), (10, "severe")]),
    ("TCNS", "total", [(5, "none"), (6, "mild"), (8, "mild"), (9, "moderate"), (11, "moderate"),
                       (12, "severe"), (19, "severe")]),
    ("NSS", "total", [(2, "below the bands"), (3, "mild"), (4, "mild"), (5, "moderate"),
                      (6, "moderate"), (7, "severe"), (9, "severe")]),
    ("NDS", "total", [(2, "below the bands"), (3, "mild"), (5, "mild"), (6, "moderate"),
                      (8, "moderate"), (9, "severe"), (10, "severe")]),
    ("ABI", "right", [(0.40, "severe"), (0.4000001, "pad"), (0.90, "pad"),
                      (0.9000001, "borderline"),
                      (0.9999999, "borderline"), (1.00, "normal"), (1.40, "normal"),
                      (1.4000001, "noncompressible")]),
    ("TBI", "left", [(0.70, "abnormal"), (0.7000001, "normal")]),
    ("FR", "reach", [(15.1999999, "high risk"), (15.2, "moderate risk"), (25, "moderate risk"),
                     (25.0000001, "low risk")]),
    ("W10M", "usual", [(0.3999999, "household"), (0.4, "limited community"),
                       (0.8, "limited community"), (0.8000001, "community")]),
    ("SFESI", "total", [(7, "low"), (8, "low"), (9, "moderate"), (13, "moderate"), (14, "high")]),
    ("FESI", "total", [(16, "low"), (19, "low"), (20, "moderate"), (27, "moderate"), (28, "high")]),
    ("ABC", "score", [(49.9999999, "low"), (50, "moderate"), (80, "moderate"),
                      (80.0000001, "high")]),
    ("KATZ", "total", [(2, "severe"), (3, "moderate"), (5, "moderate"), (6, "full")]),
    ("PHQ9", "total", [(4, "minimal"), (5, "mild"), (9, "mild"), (10, "moderate"), (14, "moderate"),
                       (15, "moderately severe"), (19, "moderately severe"), (20, "severe")]),
    ("GAD7", "total", [(4, "minimal"), (5, "mild"), (9, "mild"), (10, "moderate"), (14, "moderate"),
                       (15, "severe")]),
    ("ISI", "total", [(7, "none"), (8, "subthreshold"), (14, "subthreshold"), (15, "moderate"),
                      (21, "moderate"), (22, "severe")]),
]  # fmt: skip

# The last value at which a flag does not hold, and the first at which it does.
CUTS = [
    ("DN4/neuropathic", "total", 3, 4),
    ("DN4/interview", "interview", 2, 3),
    ("MNSIQ/abnormal-7", "total", 6, 7),
    ("MNSIQ/abnormal-4", "total", 3, 4),
    ("MNSIE/abnormal-8", "total_8", 2, 2.5),
    ("MNSIE/abnormal-10", "total_10", 2, 2.5),
    ("TCNS/over-4", "total", 4, 5),
    ("TCNS/over-8", "total", 8, 9),
    ("UENS/over-4", "total", 4, 5),
    ("NDS/foot-at-risk", "total", 5, 6),
    ("NDS/neuropathy", "total", 2, 6),
    ("COMPASS31/early-can", "total", 15.9999999, 16),
    ("COMPASS31/confirmed-can", "total", 16.9999999, 17),
    ("COMPASS31/can-by-type", "total", 16.4399999, 16.44),
    ("COMPASS31/china", "total", 19.4999999, 19.5),
    ("COMPASS31/definite-can", "total", 28.6699999, 28.67),
    ("VPT/at-risk", "left", 24.9999999, 25),
    ("IPTT/at-risk", "insensate", 1, 2),
    ("TF128/supplier-risk", "octal_right", 4.0000001, 4),
    ("ABI/critical", "right", 0.40, 0.3999999),
    ("ABI/critical", "ankle_left", 50, 49.9999999),
    ("ABI/tbi-needed", "left", 1.40, 1.4000001),
    ("TBI/critical", "toe_left", 30, 29.9999999),
    ("MCTSIB/short-c4", "c4", 10, 9.9999999),
    ("SLS/neuropathy", "best", 45, 44.9999999),
    ("SLS/repeat-falls", "best", 15, 14.9999999),
    ("SLS/injurious-falls", "best", 5, 4.9999999),
    ("BBS/fall-risk", "total", 45, 44),
    ("BBS/fall-risk-40", "total", 41, 40),
    ("BBS/high-risk", "total", 46, 45),
    ("BBS/neuropathy", "total", 53, 52),
    ("FGA/fall-risk", "total", 23, 22),
    ("TUG/at-risk", "time", 11.9999999, 12),
    ("TUG/high-risk", "time", 13.4999999, 13.5),
    ("TUG/neuropathy", "time", 10.6999999, 10.7),
    ("STS5/recurrent-falls", "time", 15, 15.0000001),
    ("STS5/assess", "time", 11.9999999, 12),
    ("W10M/lower-fall-risk", "usual", 0.9999999, 1.0),
    ("W10M/street", "usual", 1.1999999, 1.2),
    ("STAYIND/at-risk", "total", 3, 4),
    ("ABC/fall-risk", "score", 67, 66.9999999),
    ("ABC/india", "score", 58.13, 58.1299999),
    ("FALLS/recurrent", "in_12_months", 1, 2),
    ("PHQ9/positive", "total", 9, 10),
    ("PHQ2/full-form", "total", 2, 3),
    ("PHQ2/full-form-sensitive", "total", 1, 2),
    ("PHQ8/positive", "total", 9, 10),
    ("GAD2/full-form", "total", 2, 3),
    ("PSQI/poor", "total", 5, 6),
    ("PGIC/important", "rating", 3, 2),
    ("GROC/important", "rating", 2, 3),
]


@pytest.mark.parametrize(("code", "value", "edges"), TOTALS)
def test_bands_begin_and_end_where_the_reference_says(
    code: str, value: str, edges: list[tuple[float, str]]
) -> None:
    assert [(total, label(scored(code, {value: total}), value)) for total, _ in edges] == edges


def test_every_numeric_band_is_in_the_table() -> None:
    tested = {code for code, _, _ in TOTALS}
    assert tested == {row.instrument for row in KNOWLEDGE.instrument_bands.values() if row.bands}


@pytest.mark.parametrize(("flag", "value", "below", "at"), CUTS)
def test_cut_offs_hold_on_one_side_only(flag: str, value: str, below: float, at: float) -> None:
    code = flag.split("/")[0]
    states = [scored(code, {value: total}).flags[flag] for total in (below, at)]
    assert states in ([False, True], [None, True])


def test_every_cut_off_of_one_value_is_in_the_table() -> None:
    tested = {flag for flag, _, _, _ in CUTS}
    with_value = {row.id for row in KNOWLEDGE.instrument_flags.values() if row.value}
    assert with_value <= tested


@pytest.mark.parametrize("row", KNOWLEDGE.instrument_bands.values(), ids=lambda row: row.id)
def test_bands_leave_no_gap_and_do_not_overlap(row) -> None:
    values = {value.id: value for value in KNOWLEDGE.instruments[row.instrument].values}
    for value in (values[name] for name in row.values):
        if row.words:
            assert row.words.keys() <= {case.then for case in value.cases}
            continue
        steps = int((value.high - value.low) * 200)
        for number in (value.low + step / 200 for step in range(steps + 1)):
            assert sum(lies_in(band, number) for band in row.bands) == 1, (row.id, number)


@pytest.mark.parametrize(
    ("span", "number", "inside"),
    [
        (Span(at_least=2.5), 2.5, True),
        (Span(above=2.5), 2.5, False),
        (Span(at_most=2.5), 2.5, True),
        (Span(below=2.5), 2.5, False),
        (Span(at_least=1.0), 13 / 3 - 10 / 3, True),  # 0.9999999999999996 in binary
        (Span(at_least=1.0), 0.99999999, False),
    ],
)
def test_an_edge_belongs_to_the_side_that_says_so(span: Span, number: float, inside: bool) -> None:
    assert lies_in(span, number) is inside


@pytest.mark.parametrize(
    ("number", "decimals", "shown"),
    [(2.5, 0, "3"), (-2.5, 0, "-3"), (0.125, 2, "0.13"), (2.675, 2, "2.68"), (44.5437, 2, "44.54"),
     (1.005, 2, "1.01"), (0.5, 0, "1"), (1e-12, 2, "0.00")],
)  # fmt: skip
def test_halves_go_up(number: float, decimals: int, shown: str) -> None:
    assert str(half_up(number, decimals)) == shown


def test_the_age_a_scale_was_made_for_is_shown() -> None:
    inside, outside, unknown = (scored("STAYIND", {"total": 5}, age=age) for age in (65, 64, None))
    assert inside.limits == ()
    assert outside.limits == ("outside validated age: 65 years or older",)
    assert unknown.limits == ("age not known; made for 65 years or older",)
    assert outside.raised[0].limits == ("outside validated age: 65 years or older",)


def test_a_band_names_the_people_it_comes_from() -> None:
    (band,) = scored("TCNS", {"total": 7}).bands
    assert band.limits == ("from people with diabetes",)


@pytest.mark.parametrize(
    ("age", "sex", "reps", "below"),
    [
        (60, "male", 13, True), (60, "male", 14, False), (64, "female", 11, True),
        (64, "female", 12, False), (68, "female", 10, True), (68, "female", 11, False),
        (94, "female", 3, True), (94, "female", 4, False), (59, "male", 3, None),
        (95, "male", 3, None), (70, None, 3, None), (None, "male", 3, None), (70, "other", 3, None),
    ],
)  # fmt: skip
def test_chair_stands_are_read_by_age_and_sex(
    age: int | None, sex: str | None, reps: int, below: bool | None
) -> None:
    found = scored("CST30", {"stands": reps, "arms_used": False}, age=age, sex=sex)
    assert found.flags["CST30/below-average"] is below


@pytest.mark.parametrize(
    ("age", "sex", "speed"),
    [
        (19, "male", None), (20, "male", 1.36), (29, "female", 1.34), (30, "male", 1.43),
        (40, "male", 1.434), (59, "female", 1.31), (60, "male", 1.34), (79, "female", 1.13),
        (80, "female", 0.943), (99, "male", 0.97), (100, "male", None), (70, None, None),
    ],
)  # fmt: skip
def test_usual_walking_speed_by_age_and_sex(age: int, sex: str | None, speed: float | None) -> None:
    found = scored("W10M", {"usual_1": 10}, age=age, sex=sex).values.get("norm")
    assert (found.value if found else None) == speed


@pytest.mark.parametrize(
    ("age", "limit"), [(30, 4.5), (60, 4.5), (61, 4.0), (85, 4.0), (86, 3.5), (99, 3.5)]
)
def test_the_graduated_fork_is_read_by_age(age: int, limit: float) -> None:
    just_below = dict.fromkeys([f"octal_right_{n}" for n in (1, 2, 3)], limit - 0.1)
    at_limit = dict.fromkeys([f"octal_right_{n}" for n in (1, 2, 3)], limit)
    found = [scored("TF128", one, age=age) for one in (just_below, at_limit)]
    assert [one.flags["TF128/octal-low-right"] for one in found] == [True, False]


@pytest.mark.parametrize(
    ("instrument", "value", "age", "limit"),
    [("TUG", "time", 69, 9.0), ("TUG", "time", 70, 10.2), ("TUG", "time", 80, 12.7),
     ("STS5", "time", 60, 11.4), ("STS5", "time", 79, 12.6), ("STS5", "time", 89, 14.8)],
)  # fmt: skip
def test_slower_than_average_is_above_the_limit_for_the_age(
    instrument: str, value: str, age: int, limit: float
) -> None:
    found = [scored(instrument, {value: time}, age=age) for time in (limit, limit + 0.001)]
    flag = f"{instrument}/slower-than-average"
    assert [one.flags[flag] for one in found] == [False, True]


def test_enright_by_sex() -> None:
    man = scored("W6M", {"distance_m": 500, "height_cm": 175, "weight_kg": 80}, age=70, sex="male")
    woman = scored(
        "W6M", {"distance_m": 400, "height_cm": 160, "weight_kg": 65}, age=70, sex="female"
    )
    assert man.values["predicted"].shown == "524 m"  # 1324.75 - 351.4 - 140.8 - 309
    assert man.values["lower_limit"].shown == "371 m"
    assert woman.values["predicted"].shown == "451 m"  # 337.6 - 148.85 - 404.6 + 667
    assert woman.values["lower_limit"].shown == "312 m"
    assert "predicted" not in scored("W6M", {"distance_m": 500, "height_cm": 175}, age=70).values
