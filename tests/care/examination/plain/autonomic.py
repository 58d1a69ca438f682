"""The autonomic questionnaires of reference 6.4."""

from care.examination.plain.sheet import Found, Given, Sheet

YES_NO = (True, False)


def sas(given: Given, _age: int | None, sex: str | None) -> Found:
    present: float | None = 0
    bother: float | None = 0
    for number in range(1, 13):
        if number == 12 and sex == "female":
            continue
        answer = given.get(f"q{number}")
        if answer is None:
            present = None
            bother = (
                None
                if f"b{number}" not in given or bother is None
                else bother + given[f"b{number}"]
            )
            continue
        present = None if present is None else present + answer
        if answer:
            how_much = given.get(f"b{number}")
            bother = None if bother is None or how_much is None else bother + how_much
    return {"symptoms": present, "impact": bother}


def sas_prune(given: Given, sex: str | None) -> Given:
    kept = {
        item: a
        for item, a in given.items()
        if not (item[0] == "b" and given.get(f"q{item[1:]}") is False)
    }
    if sex == "female":
        kept.pop("q12", None)
        kept.pop("b12", None)
    return kept


FREQUENCY = {2: 1, 3: 2, 4: 3}
SEVERITY = {1: 1, 2: 2, 3: 3}
COURSE = {1: 3, 2: 2, 3: 1}
COMPASS: dict[str, dict[float | bool, float]] = {
    "q1": {1: 1}, "q2": FREQUENCY, "q3": SEVERITY, "q4": COURSE,
    "q5": {1: 1}, "q6_hands": {True: 1}, "q6_feet": {True: 1}, "q7": COURSE,
    "q8": {1: 1, 4: 1, 5: 2}, "q9": {1: 1}, "q10": {1: 1}, "q11": {2: 3, 3: 2, 4: 1},
    "q12": {1: 2, 2: 1}, "q13": {2: 1, 3: 2}, "q14": {2: 1, 3: 2}, "q15": {2: 1, 3: 2},
    "q16": {1: 1}, "q17": FREQUENCY, "q18": SEVERITY, "q19": COURSE,
    "q20": {1: 1}, "q21": FREQUENCY, "q22": SEVERITY, "q23": COURSE,
    "q24": FREQUENCY, "q25": FREQUENCY, "q26": FREQUENCY,
    "q27": FREQUENCY, "q28": SEVERITY, "q29": FREQUENCY, "q30": SEVERITY, "q31": {2: 3, 3: 2, 4: 1},
}  # fmt: skip
COMPASS_DOMAINS = {
    "orthostatic": (["q1", "q2", "q3", "q4"], 4, 1),
    "vasomotor": (["q5", "q6_hands", "q6_feet", "q7"], 5, 6),
    "secretomotor": (["q8", "q9", "q10", "q11"], 15, 7),
    "gastrointestinal": ([f"q{n}" for n in range(12, 24)], 25, 28),
    "bladder": (["q24", "q25", "q26"], 10, 9),
    "pupillomotor": ([f"q{n}" for n in range(27, 32)], 1, 3),
}


def compass_skipped(given: Given) -> set[str]:
    skipped: set[str] = set()
    if given.get("q1") == 2:
        skipped |= {"q2", "q3", "q4"}
    if given.get("q5") == 2:
        skipped |= {"q6_hands", "q6_feet", "q7"}
    if given.get("q16") == 2:
        skipped |= {"q17", "q18", "q19"}
    if given.get("q20") == 2:
        skipped |= {"q21", "q22", "q23"}
    if given.get("q27") == 1:
        skipped.add("q28")
    if given.get("q29") == 1:
        skipped.add("q30")
    return skipped


def compass(given: Given, _age: int | None, _sex: str | None) -> Found:
    skipped = compass_skipped(given)
    found: Found = {}
    for domain, (items, numerator, denominator) in COMPASS_DOMAINS.items():
        raw: float | None = 0
        for item in items:
            if item in skipped:
                continue
            if item not in given:
                raw = None
                break
            raw += COMPASS[item].get(given[item], 0)
        found[domain] = None if raw is None else raw * numerator / denominator
    domains = [found[domain] for domain in COMPASS_DOMAINS]
    whole = None if None in domains else sum(domains)
    found["total"] = whole
    for flag, cut in (("early-can", 16), ("confirmed-can", 17), ("definite-can", 28.67)):
        found[f"flag:COMPASS31/{flag}"] = None if whole is None else round(whole, 9) >= cut
    return found


def compass_prune(given: Given, _sex: str | None) -> Given:
    skipped = compass_skipped(given)
    return {item: answer for item, answer in given.items() if item not in skipped}


def compass_choices() -> dict[str, tuple[int | bool, ...]]:
    codes = {
        1: 2,
        2: 4,
        3: 3,
        4: 6,
        5: 2,
        7: 6,
        8: 5,
        9: 2,
        10: 2,
        11: 7,
        12: 5,
        13: 3,
        14: 3,
        15: 3,
    }
    codes |= {16: 2, 17: 4, 18: 3, 19: 6, 20: 2, 21: 4, 22: 3, 23: 6, 24: 4, 25: 4, 26: 4}
    codes |= {27: 4, 28: 3, 29: 4, 30: 3, 31: 7}
    choices: dict[str, tuple[int | bool, ...]] = {}
    for number, highest in codes.items():
        choices[f"q{number}"] = tuple(range(1, highest + 1))
        if number == 5:
            choices |= {"q6_hands": YES_NO, "q6_feet": YES_NO}
    return choices


SHEETS = {
    "SAS": Sheet(
        {
            **{f"q{n}": YES_NO for n in range(1, 13)},
            **{f"b{n}": (1, 2, 3, 4, 5) for n in range(1, 13)},
        },
        sas,
        sas_prune,
    ),
    "COMPASS31": Sheet(compass_choices(), compass, compass_prune),
}
