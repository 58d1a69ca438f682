"""Reference 6.8: Stay Independent, STEADI, falls, Short FES-I, FES-I, ABC."""

import math

from care.examination.plain.sheet import Found, Given, Sheet, mean, name_of, one_of, reaches
from care.examination.plain.walking import CHAIR, by_age

YES_NO = (True, False)


def stay_independent(given: Given, _age: int | None, _sex: str | None) -> Found:
    worth = {n: 2 if n in (1, 2) else 1 for n in range(1, 13)}
    sure = sum(worth[n] for n in worth if given.get(f"q{n}") is True)
    open_points = sum(worth[n] for n in worth if f"q{n}" not in given)
    at_risk = True if sure >= 4 else False if sure + open_points < 4 else None
    return {
        "total": sure if not open_points else None,
        "flag:STAYIND/at-risk": at_risk,
        "flag:STAYIND/faller": given.get("q1"),
    }


def steadi(given: Given, age: int | None, sex: str | None) -> Found:
    usual = by_age(age, *CHAIR.get(sex or "", ()))
    stands, tandem = given.get("cst30_reps"), given.get("tandem_s")
    slow = reaches(given.get("tug_s"), 12)
    weak = None if stands is None or usual is None else stands < usual
    unsteady = None if tandem is None else tandem < 10
    deficits = [slow, weak, unsteady]
    return {
        "screen": one_of(
            reaches(given.get("stay_independent"), 4),
            given.get("unsteady"),
            given.get("worried"),
            given.get("fell"),
        ),
        "chair_below": usual,
        "deficits": None if None in deficits else deficits.count(True),
        "flag:STEADI/chair": weak,
    }


def rounded_up(points: list[float], asked: int, least: int) -> float | None:
    if len(points) < least:
        return None
    whole = sum(points)
    return whole if len(points) == asked else math.ceil(whole * asked / len(points))


def short_fes(given: Given, _age: int | None, _sex: str | None) -> Found:
    whole = rounded_up([given[f"q{n}"] for n in range(1, 8) if f"q{n}" in given], 7, 6)
    return {"total": whole, "band": name_of(whole, (7, "low"), (9, "moderate"), (14, "high"))}


def long_fes(given: Given, _age: int | None, _sex: str | None) -> Found:
    whole = rounded_up([given[f"q{n}"] for n in range(1, 17) if f"q{n}" in given], 16, 12)
    return {"total": whole, "band": name_of(whole, (16, "low"), (20, "moderate"), (28, "high"))}


def confidence(given: Given, _age: int | None, _sex: str | None) -> Found:
    score = mean(given, [f"q{n}" for n in range(1, 17)], 12)
    band = None
    if score is not None:
        clean = round(score, 9)
        band = "low" if clean < 50 else "moderate" if clean <= 80 else "high"
    return {
        "score": score,
        "band": band,
        "flag:ABC/fall-risk": None if score is None else round(score, 9) < 67,
        "flag:ABC/india": None if score is None else round(score, 9) < 58.13,
    }


def diary(given: Given, _age: int | None, _sex: str | None) -> Found:
    falls, days, year = given.get("falls"), given.get("days"), given.get("falls_12mo")
    injury = given.get("worst_injury")
    by_year = None if year is None else year >= 2
    if (falls is not None and falls < 2) or (days is not None and days > 365):
        by_diary: bool | None = False
    else:
        by_diary = None if falls is None or days is None else True
    return {
        "rate": None if falls is None or days is None else falls / days * 365.25,
        "in_12_months": year,
        "flag:FALLS/recurrent": one_of(by_year, by_diary),
        "flag:FALLS/injured": None if injury is None else injury in ("a_serious", "b_moderate"),
    }


SHEETS = {
    "STAYIND": Sheet({f"q{n}": YES_NO for n in range(1, 13)}, stay_independent),
    "STEADI": Sheet(
        {
            "stay_independent": (0, 3, 4, 5, 14),
            "unsteady": YES_NO,
            "worried": YES_NO,
            "fell": YES_NO,
            "tug_s": (8.1, 11.6, 11.9, 12, 20),
            "cst30_reps": (0, 3, 4, 7, 8, 9, 10, 11, 12, 13, 14, 20),
            "tandem_s": (0, 8.2, 9.9, 10, 30),
        },
        steadi,
    ),
    "SFESI": Sheet({f"q{n}": (1, 2, 3, 4) for n in range(1, 8)}, short_fes),
    "FESI": Sheet({f"q{n}": (1, 2, 3, 4) for n in range(1, 17)}, long_fes),
    "ABC": Sheet(
        {f"q{n}": (0, 30, 49.5, 50, 60, 67, 80, 85.5, 100) for n in range(1, 17)}, confidence
    ),
    "FALLS": Sheet(
        {
            "falls": (0, 1, 2, 3, 10),
            "days": (1, 30, 90, 365, 366, 700),
            "falls_12mo": (0, 1, 2, 8),
            "worst_injury": ("a_serious", "b_moderate", "c_minor", "d_none"),
        },
        diary,
    ),
}
