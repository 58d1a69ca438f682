"""People told in one line: "foot_drop@left drop_onset_days@left=20 !cannot_stand temp_c=38.2".

A bare code is present, `!code` is absent, `?code` was not asked, `code=value` has that value;
`@left`, `@right`, `@both` or `@<site>` says where; `-20d` is the day 20 days ago. Any `kg:on=-30d`
style date is written `code=81/-30d`: the value, and the day it was recorded.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from surefoot.care.case import Case, Fact, Person, Value
from surefoot.care.findings import Findings
from surefoot.knowledge.load import load
from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.terms import Side

TODAY = date(2026, 6, 1)
KNOWLEDGE = load()
ADULT = Person(id="p", name="P", born_on=date(1976, 1, 1))  # 50 years old

NORMAL: dict[str, Value] = {
    "time_to_worst": "over_12_months",
    "symptom_onset_on": TODAY - timedelta(days=800),
    "diabetes_type": "none",
    "oedema_grade": "0",
    "retinopathy": "none",
    "ketones_level": "negative",
    "pin_level": "none",
    "wifi_wound": "0",
    "wifi_infection": "0",
    "fall_injury_class": "d_none",
    "glucose_now_mgdl": 100.0,
    "ketones_blood_mmoll": 0.1,
    "temp_c": 36.7,
    "resp_rate": 14.0,
    "spo2_pct": 98.0,
    "single_breath_count": 40.0,
    "fvc_ml": 4000.0,
    "fvc_pct": 100.0,
    "mip_cmh2o": 90.0,
    "mep_cmh2o": 120.0,
    "peak_flow_lpm": 500.0,
    "pvr_ml": 20.0,
    "weight_kg": 75.0,
    "height_cm": 172.0,
    "platelets": 250.0,
    "haemoglobin_gdl": 14.0,
    "anc": 4.0,
    "egfr": 90.0,
    "phq2_score": 0.0,
    "phq9_score": 0.0,
    "phq9_item9": 0.0,
    "wells_dvt": -2.0,
    "abi": 1.1,
    "tbi": 0.9,
    "ankle_pressure_mmhg": 140.0,
    "toe_pressure_mmhg": 100.0,
    "mono_hallux_correct": 3.0,
    "mono_mth1_correct": 3.0,
    "mono_mth5_correct": 3.0,
    "tug_s": 8.0,
    "cst30_reps": 15.0,
    "falls_12mo": 0.0,
    "b6_mg_per_day": 0.0,
    "alcohol_g_per_wk": 0.0,
    "nprs_now": 0.0,
    "nprs_baseline": 0.0,
    **{f"hr_{when}": 70.0 for when in ("rest", "supine", "stand_1", "stand_3")},
    **{f"sbp_{when}": 125.0 for when in ("rest", "supine", "stand_1", "stand_3", "sitting")},
    **{f"dbp_{when}": 78.0 for when in ("rest", "supine", "stand_1", "stand_3", "sitting")},
}
NORMAL["hr_stand_1"] = NORMAL["hr_stand_3"] = 80.0


def say(line: str) -> tuple[Fact, ...]:
    """The facts of a line, given today unless it says otherwise."""
    return tuple(fact for word in line.split() if word[0] != "?" for fact in _facts(word))


def person(line: str = "", *, well: bool = False, born_on: date = ADULT.born_on) -> Case:
    """A person of whom only the line is known, or one who is well but for the line."""
    told = say(line)
    silent = {word[1:] for word in line.split() if word[0] == "?"}
    codes = {fact.code for fact in told} | silent
    rest = [fact for fact in _well() if fact.code not in codes] if well else []
    sides = [*_other_sides(told)] if well else []
    who = Person(id="p", name="P", born_on=born_on)
    return Case(person=who, today=TODAY, facts=(*rest, *sides, *told))


def findings(line: str = "", *, well: bool = False, born_on: date = ADULT.born_on) -> Findings:
    """What is known of such a person."""
    return Findings(person(line, well=well, born_on=born_on), KNOWLEDGE)


@cache
def _well() -> tuple[Fact, ...]:
    return tuple(
        fact
        for finding in KNOWLEDGE.findings.values()
        if not finding.is_derived and finding.who != "derived"
        for fact in _normal(finding)
    )


def _normal(finding: Finding) -> Iterator[Fact]:
    value = normal_value(finding)
    if value is None:
        return
    for side in Side if finding.side == "left_right" else (None,):
        yield Fact(code=finding.id, value=value, on=TODAY, side=side)


def normal_value(finding: Finding) -> Value | None:
    """What a well person has; None where there is nothing to say."""
    if finding.id in NORMAL:
        return NORMAL[finding.id]
    if finding.value_type == "three_valued":
        return finding.id == "can_walk"
    for word in ("normal", "never", "none"):
        if word in finding.enum_values:
            return word
    return 5.0 if finding.id.startswith("mrc_") else None


def _other_sides(told: tuple[Fact, ...]) -> Iterator[Fact]:
    """Where the line names one side, the other is normal."""
    said = {(fact.code, fact.side) for fact in told if fact.side}
    for code, side in said:
        other = Side.RIGHT if side is Side.LEFT else Side.LEFT
        value = normal_value(KNOWLEDGE.findings[code])
        if (code, other) not in said and value is not None:
            yield Fact(code=code, value=value, on=TODAY, side=other)


def _facts(word: str) -> Iterator[Fact]:
    absent = word[0] == "!"
    name, _, text = word.lstrip("!").partition("=")
    code, _, place = name.partition("@")
    text, _, day = text.partition("/")
    on = _day(day) if day else TODAY
    value: Value = not absent if not text else _value(code, text)
    if KNOWLEDGE.findings[code].side == "per_site":
        yield Fact(code=code, value=value, on=on, site=place or None)
    elif place == "both":
        for side in Side:
            yield Fact(code=code, value=value, on=on, side=side)
    elif place:
        yield Fact(code=code, value=value, on=on, side=Side(place))
    elif text.startswith("stopped"):
        stopped_on = on
        yield Fact(code=code, value=text, on=TODAY, stopped_on=stopped_on if day else None)
    else:
        yield Fact(code=code, value=value, on=on)


def _value(code: str, text: str) -> Value:
    kind = KNOWLEDGE.findings[code].value_type
    if kind == "number":
        return float(text)
    if kind == "date":
        return _day(text)
    if kind == "three_valued":
        return text == "yes"
    return text


def _day(text: str) -> date:
    return TODAY + timedelta(days=int(text.removesuffix("d")))
