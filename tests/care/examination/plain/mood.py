"""Reference 6.10: PHQ, GAD, sleep, PROMIS, EQ-5D."""

from care.examination.plain.sheet import Found, Given, Sheet, half_up, name_of, total

OFTEN = (0, 1, 2, 3)
SEVERITY = (
    (0, "minimal"),
    (5, "mild"),
    (10, "moderate"),
    (15, "moderately severe"),
    (20, "severe"),
)


def phq9(given: Given, _age: int | None, _sex: str | None) -> Found:
    first_eight = [given[f"q{n}"] for n in range(1, 9) if f"q{n}" in given]
    nine = given.get("q9")
    if nine is None or len(first_eight) < 7:
        whole = None
    elif len(first_eight) == 8:
        whole = sum(first_eight) + nine
    else:
        whole = half_up((sum(first_eight) + nine) / 8 * 9)
    return {
        "total": whole,
        "band": name_of(whole, *SEVERITY),
        "phq2": total(given, ("q1", "q2")),
        "somatic": total(given, ("q3", "q4", "q7", "q8")),
        "affective": total(given, ("q1", "q2", "q5", "q6", "q9")),
        "syndrome": syndrome(given),
        "event": {1: "urgent", 2: "emergency", 3: "emergency"}.get(nine),
        "flag:PHQ9/positive": None if whole is None else whole >= 10,
    }


def syndrome(given: Given) -> str | None:
    """Every way the missing answers could turn out has to give the same class."""
    sure = open_ones = 0
    for n in range(1, 10):
        if f"q{n}" not in given:
            open_ones += 1
        elif given[f"q{n}"] >= (1 if n == 9 else 2):
            sure += 1
    core_sure = any(given.get(item, 0) >= 2 for item in ("q1", "q2"))
    core_open = any(item not in given for item in ("q1", "q2"))

    def three_valued(least: int) -> bool | None:
        enough = True if sure >= least else None if sure + open_ones >= least else False
        core = True if core_sure else None if core_open else False
        if enough is False or core is False:
            return False
        return None if enough is None or core is None else True

    major, other = three_valued(5), three_valued(2)
    if major is not False:
        return "major depressive syndrome" if major else None
    if other is not False:
        return "other depressive syndrome" if other else None
    return "none"


def phq2(given: Given, _age: int | None, _sex: str | None) -> Found:
    whole = total(given, ("q1", "q2"))
    return {
        "total": whole,
        "flag:PHQ2/full-form": None if whole is None else whole >= 3,
        "flag:PHQ2/full-form-sensitive": None if whole is None else whole >= 2,
    }


def phq8(given: Given, _age: int | None, _sex: str | None) -> Found:
    whole = total(given, [f"q{n}" for n in range(1, 9)])
    return {
        "total": whole,
        "phq2": total(given, ("q1", "q2")),
        "flag:PHQ8/positive": None if whole is None else whole >= 10,
    }


def gad7(given: Given, _age: int | None, _sex: str | None) -> Found:
    points = [given[f"q{n}"] for n in range(1, 8) if f"q{n}" in given]
    whole = (
        None
        if len(points) < 6
        else sum(points)
        if len(points) == 7
        else half_up(sum(points) / 6 * 7)
    )
    bands = ((0, "minimal"), (5, "mild"), (10, "moderate"), (15, "severe"))
    return {"total": whole, "gad2": total(given, ("q1", "q2")), "band": name_of(whole, *bands)}


def gad2(given: Given, _age: int | None, _sex: str | None) -> Found:
    whole = total(given, ("q1", "q2"))
    return {"total": whole, "flag:GAD2/full-form": None if whole is None else whole >= 3}


def isi(given: Given, _age: int | None, _sex: str | None) -> Found:
    whole = total(given, [f"q{n}" for n in range(1, 8)])
    bands = ((0, "none"), (8, "subthreshold"), (15, "moderate"), (22, "severe"))
    return {"total": whole, "band": name_of(whole, *bands)}


def psqi(given: Given, _age: int | None, _sex: str | None) -> Found:
    whole = total(given, [f"c{n}" for n in range(1, 8)])
    return {"total": whole, "flag:PSQI/poor": None if whole is None else whole > 5}


def own_sleep(given: Given, _age: int | None, _sex: str | None) -> Found:
    return {"score": given.get("sleep")}


GPH = [
    16.2, 19.9, 23.5, 26.7, 29.6, 32.4, 34.9, 37.4, 39.8,
    42.3, 44.9, 47.7, 50.8, 54.1, 57.7, 61.9, 67.7,
]  # fmt: skip
GPH_SE = [
    4.8, 4.7, 4.5, 4.3, 4.2, 4.2, 4.1, 4.1, 4.1,
    4.2, 4.3, 4.4, 4.6, 4.7, 4.9, 5.2, 5.9,
]  # fmt: skip
GMH = [
    21.2, 25.1, 28.4, 31.3, 33.8, 36.3, 38.8, 41.1, 43.5,
    45.8, 48.3, 50.8, 53.3, 56.0, 59.0, 62.5, 67.6,
]  # fmt: skip
GMH_SE = [
    4.6, 4.1, 3.9, 3.7, 3.7, 3.7, 3.6, 3.6, 3.6,
    3.6, 3.7, 3.7, 3.7, 3.8, 3.9, 4.2, 5.3,
]  # fmt: skip


def promis(given: Given, _age: int | None, _sex: str | None) -> Found:
    pain = given.get("global07")
    recoded = dict(given)
    if pain is not None:
        recoded["global07"] = (
            5 if pain == 0 else 4 if pain <= 3 else 3 if pain <= 6 else 2 if pain <= 9 else 1
        )
    found: Found = {}
    for name, items, scale, errors in (
        ("gph", ("global03", "global06", "global07", "global08r"), GPH, GPH_SE),
        ("gmh", ("global02", "global04", "global05", "global10r"), GMH, GMH_SE),
    ):
        raw = total(recoded, items)
        t = None if raw is None else scale[int(raw) - 4]
        se = None if raw is None else errors[int(raw) - 4]
        found |= {f"{name}_raw": raw, name: t, f"{name}_se": se}
        found[f"{name}_from"] = None if t is None else t - 1.96 * se
        found[f"{name}_to"] = None if t is None else t + 1.96 * se
    return found


DOMAINS = [
    "physical_function",
    "anxiety",
    "depression",
    "fatigue",
    "sleep",
    "social",
    "pain_interference",
]


def profile(given: Given, _age: int | None, _sex: str | None) -> Found:
    raw = {
        f"{domain}_raw": total(given, [f"{domain}_{n}" for n in (1, 2, 3, 4)]) for domain in DOMAINS
    }
    return {**raw, **dict.fromkeys(DOMAINS), "pain_intensity": given.get("pain")}


def eq5d(given: Given, _age: int | None, _sex: str | None) -> Found:
    levels = [given.get(f"d{n}") for n in range(1, 6)]
    state = None if None in levels else "".join(str(level) for level in levels)
    return {"state": state, "index": None, "vas_score": given.get("vas")}


FIVE = (1, 2, 3, 4, 5)

SHEETS = {
    "PHQ9": Sheet({f"q{n}": OFTEN for n in range(1, 10)}, phq9),
    "PHQ2": Sheet({"q1": OFTEN, "q2": OFTEN}, phq2),
    "PHQ8": Sheet({f"q{n}": OFTEN for n in range(1, 9)}, phq8),
    "GAD7": Sheet({f"q{n}": OFTEN for n in range(1, 8)}, gad7),
    "GAD2": Sheet({"q1": OFTEN, "q2": OFTEN}, gad2),
    "ISI": Sheet({f"q{n}": (0, 1, 2, 3, 4) for n in range(1, 8)}, isi),
    "PSQI": Sheet({f"c{n}": OFTEN for n in range(1, 8)}, psqi),
    "SLEEPNRS": Sheet({"sleep": tuple(range(11))}, own_sleep),
    "PROMIS10": Sheet(
        {
            **{
                f"global{n}": FIVE
                for n in ("01", "02", "03", "04", "05", "06", "08r", "09r", "10r")
            },
            "global07": tuple(range(11)),
        },
        promis,
    ),
    "PROMIS29": Sheet(
        {
            **{f"{domain}_{n}": FIVE for domain in DOMAINS for n in (1, 2, 3, 4)},
            "pain": tuple(range(11)),
        },
        profile,
    ),
    "EQ5D": Sheet({**{f"d{n}": FIVE for n in range(1, 6)}, "vas": (0, 50, 80, 100)}, eq5d),
}
