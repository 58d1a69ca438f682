"""Reference 6.9 and 6.11: PSFS, GAS, ADL scales, LEFS, effort, activity, global change."""

import statistics
from math import sqrt

from care.examination.plain.sheet import Found, Given, Sheet, mean, name_of, total


def psfs(given: Given, _age: int | None, _sex: str | None) -> Found:
    return {"score": mean(given, [f"a{n}" for n in range(1, 6)], 1)}


def gas(given: Given, _age: int | None, _sex: str | None) -> Found:
    def attained(level: str, other: str) -> float | None:
        wx = ww = w_sum = 0.0
        for n in range(1, 6):
            parts = [given.get(f"g{n}_importance"), given.get(f"g{n}_difficulty")]
            here, there = given.get(level.format(n)), given.get(other.format(n))
            if here is None:
                if there is not None or parts != [None, None]:
                    return None
                continue
            weight = 1.0
            for part in parts:
                weight *= 1 if part is None else part
            wx += weight * here
            ww += weight**2
            w_sum += weight
        under = 0.7 * ww + 0.3 * w_sum**2
        return 50 + 10 * wx / sqrt(under) if under else None

    now, start = attained("g{}", "g{}_baseline"), attained("g{}_baseline", "g{}")
    change = None if now is None or start is None else now - start
    return {"achieved": now, "baseline": start, "change": change}


def gas_choices() -> dict[str, tuple[int, ...]]:
    choices: dict[str, tuple[int, ...]] = {}
    for n in range(1, 6):
        choices |= {f"g{n}_importance": (0, 1, 2, 3), f"g{n}_difficulty": (0, 1, 2, 3)}
        choices |= {f"g{n}_baseline": (-2, -1, 0, 1, 2), f"g{n}": (-2, -1, 0, 1, 2)}
    return choices


KATZ = ("bathing", "dressing", "toileting", "transferring", "continence", "feeding")
LAWTON = (
    "telephone", "shopping", "food", "housekeeping", "laundry", "transport", "medication", "money",
)  # fmt: skip


def katz(given: Given, _age: int | None, _sex: str | None) -> Found:
    whole = total(given, KATZ)
    return {"total": whole, "band": name_of(whole, (0, "severe"), (3, "moderate"), (6, "full"))}


def lawton(given: Given, _age: int | None, _sex: str | None) -> Found:
    return {"total": total(given, LAWTON)}


def barthel(given: Given, _age: int | None, _sex: str | None) -> Found:
    return {"total": total(given, [f"i{n}" for n in range(1, 11)])}


def lefs(given: Given, _age: int | None, _sex: str | None) -> Found:
    points = [given[f"q{n}"] for n in range(1, 21) if f"q{n}" in given]
    return {"total": sum(points) * 20 / len(points) if len(points) >= 18 else None}


def effort(given: Given, _age: int | None, _sex: str | None) -> Found:
    return {"effort": given.get("rating")}


def ipaq(given: Given, _age: int | None, _sex: str | None) -> Found:
    nothing: Found = {"met": None, "category": None}
    cleaned = {}
    raw_sum = 0.0
    for kind in ("vigorous", "moderate", "walking"):
        days = given.get(f"{kind}_days")
        minutes = 0 if days == 0 else given.get(f"{kind}_min")
        if days is None or minutes is None:
            cleaned[kind] = None
            continue
        raw_sum += minutes
        cleaned[kind] = (0, 0) if minutes < 10 else (days, min(minutes, 180))
    if None in cleaned.values():
        return nothing
    if raw_sum > 960:
        return {**nothing, "score state": "dropped"}
    (vd, vm), (md, mm), (wd, wm) = (cleaned[kind] for kind in ("vigorous", "moderate", "walking"))
    vigorous_met = 8.0 * vm * vd
    met = vigorous_met + 4.0 * mm * md + 3.3 * wm * wd
    days = vd + md + wd
    half_hours = (md if mm >= 30 else 0) + (wd if wm >= 30 else 0)
    if (vd >= 3 and vigorous_met >= 1500) or (days >= 7 and round(met, 9) >= 3000):
        category = "high"
    elif (vd >= 3 and vm >= 20) or half_hours >= 5 or (days >= 5 and round(met, 9) >= 600):
        category = "moderate"
    else:
        category = "low"
    return {"vigorous_met": vigorous_met, "met": met, "category": category}


def ipaq_prune(given: Given, _sex: str | None) -> Given:
    return {
        item: answer
        for item, answer in given.items()
        if not (item.endswith("_min") and given.get(item.replace("_min", "_days")) == 0)
    }


def steps(given: Given, _age: int | None, _sex: str | None) -> Found:
    valid = [
        given[f"d{n}"] for n in range(1, 8) if f"d{n}" in given and given.get(f"h{n}", 0) >= 10
    ]
    return {"median": statistics.median(valid) if len(valid) >= 4 else None}


def pgic(given: Given, _age: int | None, _sex: str | None) -> Found:
    rating = given.get("change")
    return {"rating": rating, "flag:PGIC/important": None if rating is None else rating <= 2}


def groc(given: Given, _age: int | None, _sex: str | None) -> Found:
    rating = given.get("change")
    return {"rating": rating, "flag:GROC/important": None if rating is None else rating >= 3}


MINUTES = (0, 5, 9.5, 10, 15, 20, 29, 30, 45, 60, 179, 180, 200, 400, 500)
FIFTEENS = {2: (0, 5), 3: (0, 5), 8: (0, 5, 10, 15), 9: (0, 5, 10, 15)}

SHEETS = {
    "PSFS": Sheet({f"a{n}": tuple(range(11)) for n in range(1, 6)}, psfs),
    "GAS": Sheet(gas_choices(), gas),
    "KATZ": Sheet(dict.fromkeys(KATZ, (0, 1)), katz),
    "LAWTON": Sheet(dict.fromkeys(LAWTON, (0, 1)), lawton),
    "BARTHEL": Sheet({f"i{n}": FIFTEENS.get(n, (0, 5, 10)) for n in range(1, 11)}, barthel),
    "LEFS": Sheet({f"q{n}": (0, 1, 2, 3, 4) for n in range(1, 21)}, lefs),
    "EFFORT": Sheet(
        {"rating": (0, 0.5, 2, 8, 10), "talk": ("sentences", "phrases", "words")}, effort
    ),
    "IPAQSF": Sheet(
        {
            **{f"{kind}_days": tuple(range(8)) for kind in ("vigorous", "moderate", "walking")},
            **{f"{kind}_min": MINUTES for kind in ("vigorous", "moderate", "walking")},
        },
        ipaq,
        ipaq_prune,
    ),
    "STEPS": Sheet(
        {
            **{f"d{n}": (0, 1200, 3553, 5801, 5802, 10901) for n in range(1, 8)},
            **{f"h{n}": (0, 9.9, 10, 14, 24) for n in range(1, 8)},
        },
        steps,
    ),
    "PGIC": Sheet({"change": (1, 2, 3, 4, 5, 6, 7)}, pgic),
    "GROC": Sheet({"change": tuple(range(-7, 8))}, groc),
}
