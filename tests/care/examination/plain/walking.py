"""Reference 6.7: TUG, chair stands, walks."""

from care.examination.plain.sensory import below
from care.examination.plain.sheet import Found, Given, Sheet, mean, name_of, reaches


def by_age(age: int | None, *rows: tuple[int, int, float]) -> float | None:
    found = [figure for low, high, figure in rows if age is not None and low <= age <= high]
    return found[0] if found else None


def tug(given: Given, age: int | None, _sex: str | None) -> Found:
    time = mean(given, ("trial_1", "trial_2"), 1)
    upper = by_age(age, (60, 69, 9.0), (70, 79, 10.2), (80, 99, 12.7))
    slow = None if time is None or upper is None else round(time, 9) > upper
    return {
        "time": time,
        "norm_upper": upper,
        "flag:TUG/at-risk": reaches(time, 12),
        "flag:TUG/high-risk": reaches(time, 13.5),
        "flag:TUG/neuropathy": reaches(time, 10.7),
        "flag:TUG/slower-than-average": slow,
    }


def tug_dual(given: Given, _age: int | None, _sex: str | None) -> Found:
    single, dual, task = given.get("single_s"), given.get("dual_s"), given.get("task")
    cost = None if single is None or dual is None else 100 * (dual - single) / single

    def cut(kind: str, edge: float) -> bool | None:
        if (task is not None and task != kind) or (dual is not None and dual < edge):
            return False
        return None if task is None or dual is None else True

    return {
        "dual": dual,
        "cost": cost,
        "flag:TUGDT/cognitive": cut("cognitive", 15),
        "flag:TUGDT/manual": cut("manual", 14.5),
    }


def five_stands(given: Given, age: int | None, _sex: str | None) -> Found:
    time = given.get("time_s")
    upper = by_age(age, (60, 69, 11.4), (70, 79, 12.6), (80, 89, 14.8))
    return {
        "time": time,
        "norm_upper": upper,
        "flag:STS5/slower-than-average": None if time is None or upper is None else time > upper,
        "flag:STS5/recurrent-falls": None if time is None else time > 15,
        "flag:STS5/assess": reaches(time, 12),
    }


CHAIR = {
    "male": (
        (60, 64, 14),
        (65, 69, 12),
        (70, 74, 12),
        (75, 79, 11),
        (80, 84, 10),
        (85, 89, 8),
        (90, 94, 7),
    ),
    "female": (
        (60, 64, 12),
        (65, 69, 11),
        (70, 74, 10),
        (75, 79, 10),
        (80, 84, 9),
        (85, 89, 8),
        (90, 94, 4),
    ),
}


def chair_stand(given: Given, age: int | None, sex: str | None) -> Found:
    arms, stands = given.get("arms_used"), given.get("stands")
    reps = None if arms is None else 0 if arms else stands
    usual = by_age(age, *CHAIR.get(sex or "", ()))
    return {"reps": reps, "norm_below": usual, "flag:CST30/below-average": below(reps, usual)}


SPEEDS = {
    "male": (1.36, 1.43, 1.434, 1.43, 1.34, 1.26, 0.97),
    "female": (1.34, 1.34, 1.39, 1.31, 1.24, 1.13, 0.943),
}
DECADES = ((20, 29), (30, 39), (40, 49), (50, 59), (60, 69), (70, 79), (80, 99))


def ten_metres(given: Given, age: int | None, sex: str | None) -> Found:
    usual_s = mean(given, ("usual_1", "usual_2"), 1)
    fast_s = mean(given, ("fast_1", "fast_2"), 1)
    usual = None if usual_s is None else 10 / usual_s
    rows = [
        (low, high, speed)
        for (low, high), speed in zip(DECADES, SPEEDS.get(sex or "", ()), strict=False)
    ]
    norm = by_age(age, *rows)
    band = None
    if usual is not None:
        clean = round(usual, 9)
        band = "household" if clean < 0.4 else "limited community" if clean <= 0.8 else "community"
    return {
        "usual_s": usual_s,
        "fast_s": fast_s,
        "usual": usual,
        "fast": None if fast_s is None else 10 / fast_s,
        "norm": norm,
        "percent_of_norm": None if usual is None or norm is None else 100 * usual / norm,
        "band": band,
        "flag:W10M/lower-fall-risk": reaches(usual, 1.0),
        "flag:W10M/street": reaches(usual, 1.2),
    }


def six_minutes(given: Given, age: int | None, sex: str | None) -> Found:
    metres, height, weight = (given.get(item) for item in ("distance_m", "height_cm", "weight_kg"))
    predicted = limit = None
    if None not in (height, weight, age):
        if sex == "male":
            predicted = 7.57 * height - 5.02 * age - 1.76 * weight - 309
            limit = predicted - 153
        elif sex == "female":
            predicted = 2.11 * height - 2.29 * weight - 5.78 * age + 667
            limit = predicted - 139
    share = None if metres is None or not predicted else 100 * metres / predicted
    return {
        "distance": metres,
        "predicted": predicted,
        "lower_limit": limit,
        "percent_predicted": share,
        "flag:W6M/below-normal": below(metres, limit),
    }


def two_minutes(given: Given, age: int | None, sex: str | None) -> Found:
    norm = {"male": 189.4, "female": 176.0}.get(sex or "")
    fits = age is not None and 18 <= age <= 85
    return {"distance": given.get("distance_m"), "norm": norm if fits else None}


TIMES = (4.2, 7.7, 8.0, 8.5, 10.0, 10.7, 11.8, 12.0, 12.5, 13.5, 20, 25.0, 31.2)

SHEETS = {
    "TUG": Sheet({"trial_1": (*TIMES, 9.0, 10.2), "trial_2": (*TIMES, 9.0, 10.2)}, tug),
    "TUGDT": Sheet(
        {
            "single_s": TIMES,
            "dual_s": (*TIMES, 14.4, 14.5, 14.9, 15, 27.2),
            "task": ("cognitive", "manual"),
            "errors": (0, 3),
        },
        tug_dual,
    ),
    "STS5": Sheet({"time_s": (*TIMES, 11.4, 11.5, 12.6, 14.8, 15, 15.1, 59.9)}, five_stands),
    "CST30": Sheet({"stands": tuple(range(61)), "arms_used": (True, False)}, chair_stand),
    "W10M": Sheet({item: TIMES for item in ("usual_1", "usual_2", "fast_1", "fast_2")}, ten_metres),
    "W6M": Sheet(
        {
            "distance_m": (0, 120, 300, 412.5, 506, 700),
            "height_cm": (150, 168, 183.5),
            "weight_kg": (50, 82.5, 120),
        },
        six_minutes,
    ),
    "W2M": Sheet({"distance_m": (0, 60, 176, 180.9, 350)}, two_minutes),
}

__all__ = ["CHAIR", "SHEETS", "by_age", "name_of"]
