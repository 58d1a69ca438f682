"""Reference 6.6 and 7.4: static balance, Berg, Mini-BESTest, FGA, SOT."""

from care.examination.plain.sheet import UNABLE, Found, Given, Sheet, mean, reaches, total


def seconds(given: Given, item: str) -> float | None:
    answer = given.get(item)
    return 0.0 if answer == UNABLE else answer


def mctsib(given: Given, _age: int | None, _sex: str | None) -> Found:
    found: Found = {}
    for condition in (1, 2, 3, 4):
        first = seconds(given, f"c{condition}_1")
        if first is None:
            held = None
        elif first >= 30:
            held = 30.0
        else:
            trials = [first] + [
                given[f"c{condition}_{n}"] for n in (2, 3) if f"c{condition}_{n}" in given
            ]
            held = sum(trials) / len(trials)
        found[f"c{condition}"] = held
    c1, c2, c3 = found["c1"], found["c2"], found["c3"]
    if found["c4"] is None and c2 is not None and c3 is not None and c2 < 10 and c3 < 10:
        found["c4"] = 0
    c4 = found["c4"]
    all_four = [c1, c2, c3, c4]
    found["total"] = None if None in all_four else sum(all_four)
    for name, held in (("som_t", c2), ("vis_t", c3), ("vest_t", c4)):
        found[name] = None if held is None or not c1 else held / c1
    found["flag:MCTSIB/short-c4"] = None if c4 is None else round(c4, 9) < 10
    if None not in all_four:
        found["pattern"] = pattern(*[held < 30 for held in all_four])
    return found


def pattern(c1: bool, c2: bool, c3: bool, c4: bool) -> str:
    """By which conditions fail."""
    if c1:
        return "unsafe"
    if c2 and c3:
        return "unclear"
    if c2:
        return "vision_dependent"
    if c3:
        return "surface_dependent"
    return "vestibular_combined" if c4 else "normal"


def romberg(given: Given, _age: int | None, _sex: str | None) -> Found:
    opened, closed = given.get("eyes_open"), given.get("eyes_closed")
    positive: bool | None = None
    if (opened is not None and opened < 30) or (closed is not None and closed >= 30):
        positive = False
    elif opened is not None and closed is not None:
        positive = True
    return {"open": opened, "closed": closed, "flag:ROMB/positive": positive}


STANCES = ("side_by_side", "semi_tandem", "tandem", "one_leg")


def four_stages(given: Given, _age: int | None, _sex: str | None) -> Found:
    held = [seconds(given, stance) for stance in STANCES]
    stage: int | None = 0
    for time in held:
        if time is None:
            stage = None
            break
        if time < 10:
            break
        stage += 1
    short = [None if time is None else time < 10 for time in held[:3]]
    return {
        "stage": stage,
        "flag:FSBT/tandem": True if True in short else None if None in short else False,
    }


NORM_BEST = (
    (18, 39, 44.7),
    (40, 49, 41.9),
    (50, 59, 41.2),
    (60, 69, 32.1),
    (70, 79, 21.5),
    (80, 99, 9.4),
)


def one_leg(given: Given, age: int | None, _sex: str | None) -> Found:
    found: Found = {}
    for leg in ("right", "left"):
        trials = [seconds(given, f"{leg}_{n}") for n in (1, 2, 3)]
        done = [time for time in trials if time is not None]
        found[f"{leg}_best"] = max(done) if done else None
        found[f"{leg}_mean"] = None if len(done) < 3 else sum(done) / 3
    legs = [found[f"{leg}_best"] for leg in ("right", "left") if found[f"{leg}_best"] is not None]
    best = max(legs) if legs else None
    found["best"] = best
    for flag, cut in (("neuropathy", 45), ("repeat-falls", 15), ("injurious-falls", 5)):
        found[f"flag:SLS/{flag}"] = None if best is None else best < cut
    norms = [usual for low, high, usual in NORM_BEST if age is not None and low <= age <= high]
    found["norm_best"] = norms[0] if norms else None
    return found


def reach(given: Given, age: int | None, sex: str | None) -> Found:
    cm = mean(given, ("trial_1", "trial_2", "trial_3"), 3)
    table = {
        "male": ((20, 40, 42.4), (41, 69, 37.8), (70, 87, 33.5)),
        "female": ((20, 40, 37.1), (41, 69, 35.1), (70, 87, 26.7)),
    }
    norms = [
        n for low, high, n in table.get(sex or "", ()) if age is not None and low <= age <= high
    ]
    band = None
    if cm is not None:
        cm_clean = round(cm, 9)
        band = "high risk" if cm_clean < 15.2 else "moderate risk" if cm_clean <= 25 else "low risk"
    return {"reach": cm, "norm": norms[0] if norms else None, "band": band}


def berg(given: Given, _age: int | None, _sex: str | None) -> Found:
    points = [0 if given.get(f"i{n}") == UNABLE else given.get(f"i{n}") for n in range(1, 15)]
    whole = None if None in points else sum(points)
    return {"total": whole, "flag:BBS/fall-risk": None if whole is None else whole < 45}


def minibest(given: Given, _age: int | None, _sex: str | None) -> Found:
    def lower(item: str) -> float | None:
        sides = [given.get(f"{item}_right"), given.get(f"{item}_left")]
        return None if None in sides else min(sides)

    points = {n: given.get(f"i{n}") for n in range(1, 15)} | {3: lower("i3"), 6: lower("i6")}

    def part(*items: int) -> float | None:
        found = [points[n] for n in items]
        return None if None in found else sum(found)

    return {
        "i3": points[3],
        "i6": points[6],
        "anticipatory": part(1, 2, 3),
        "reactive": part(4, 5, 6),
        "sensory": part(7, 8, 9),
        "gait": part(10, 11, 12, 13, 14),
        "total": part(*range(1, 15)),
    }


def fga(given: Given, _age: int | None, _sex: str | None) -> Found:
    whole = total(given, [f"i{n}" for n in range(1, 11)])
    return {"total": whole, "flag:FGA/fall-risk": None if whole is None else whole <= 22}


def sot(given: Given, _age: int | None, _sex: str | None) -> Found:
    c = [None, *(given.get(f"c{n}") for n in range(1, 7))]

    def ratio(above: list[int], below: list[int]) -> float | None:
        if any(c[n] is None for n in above + below) or not sum(c[n] for n in below):
            return None
        return sum(c[n] for n in above) / sum(c[n] for n in below)

    composite = None
    if None not in c[1:]:
        composite = (c[1] + c[2] + 3 * (c[3] + c[4] + c[5] + c[6])) / 14
    return {
        "som": ratio([2], [1]),
        "vis": ratio([4], [1]),
        "vest": ratio([5], [1]),
        "pref": ratio([3, 6], [2, 5]),
        "composite": composite,
    }


HELD = (0, 4.5, 9.9, 10, 14.2, 29.9, 30)
MINI = [n for n in range(1, 15) if n not in (3, 6)]

SHEETS = {
    "MCTSIB": Sheet(
        {
            **{f"c{c}_1": (*HELD, 30, 30, UNABLE) for c in (1, 2, 3, 4)},
            **{f"c{c}_{n}": HELD for c in (1, 2, 3, 4) for n in (2, 3)},
        },
        mctsib,
    ),
    "ROMB": Sheet({"eyes_open": (0, 12.3, 29.9, 30), "eyes_closed": (0, 12.3, 29.9, 30)}, romberg),
    "FSBT": Sheet({stance: (0, 6.4, 9.9, 10, UNABLE) for stance in STANCES}, four_stages),
    "SLS": Sheet(
        {
            f"{leg}_{n}": (0, 4.9, 5, 14.9, 15, 44.9, 45, UNABLE)
            for leg in ("right", "left")
            for n in (1, 2, 3)
        },
        one_leg,
    ),
    "FR": Sheet(
        {f"trial_{n}": (0, 10.1, 15.1, 15.2, 15.3, 24.9, 25, 25.1, 40) for n in (1, 2, 3)}, reach
    ),
    "BBS": Sheet({f"i{n}": (0, 1, 2, 3, 4, UNABLE) for n in range(1, 15)}, berg),
    "MINIBEST": Sheet(
        {
            **{f"i{n}": (0, 1, 2) for n in MINI},
            **{f"i{n}_{side}": (0, 1, 2) for n in (3, 6) for side in ("right", "left")},
        },
        minibest,
    ),
    "FGA": Sheet({f"i{n}": (0, 1, 2, 3) for n in range(1, 11)}, fga),
    "SOT": Sheet({f"c{n}": (0, 12.5, 48, 50, 70, 84, 85, 92, 100) for n in range(1, 7)}, sot),
}

__all__ = ["SHEETS", "reaches"]
