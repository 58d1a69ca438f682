"""Step 5. US billing minutes and units of a visit, under both rules. They never drive a dose."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from surefoot.care.plan.records import Billing, VisitPart
from surefoot.knowledge.schema.whole import Knowledge

EDUCATION = "97535"  # home teaching, as the billing map labels it


def billing(parts: Iterable[VisitPart], knowledge: Knowledge) -> Billing:
    """Timed one-to-one minutes by code, and the units they make under both rules."""
    minutes: Counter[str] = Counter()
    timed = {row.code for row in knowledge.billing_codes.values() if row.timed}
    for part in parts:
        for item in part.items:
            code = _code(knowledge.exercises[item.exercise].cpt_hint)
            if item.is_training and code in timed:
                minutes[code] += round(item.minutes * 2)
        if part.phase == "education":
            minutes[EDUCATION] += round(part.minutes * 2)
    whole = {code: half // 2 for code, half in sorted(minutes.items()) if half >= 2}
    return Billing(
        minutes=whole,
        medicare_units=medicare_units(whole, knowledge),
        ama_units=ama_units(whole, knowledge),
    )


def medicare_units(minutes: Mapping[str, int], knowledge: Knowledge) -> dict[str, int]:
    """Units from the total; full quarters of an hour first, the rest to the largest remainders."""
    rule = knowledge.unit_rules["units/medicare"].numbers
    left = _units(sum(minutes.values()), rule)
    units: dict[str, int] = {}
    for code in sorted(minutes):
        units[code] = min(int(minutes[code] // rule["unit"]), left)
        left -= units[code]
    for code in sorted(minutes, key=lambda c: (-(minutes[c] % rule["unit"]), -minutes[c], c)):
        if left > 0:
            units[code] += 1
            left -= 1
    return {code: count for code, count in sorted(units.items()) if count}


def ama_units(minutes: Mapping[str, int], knowledge: Knowledge) -> dict[str, int]:
    """Each code on its own."""
    rule = knowledge.unit_rules["units/ama"].numbers
    units = {code: _units(spent, rule) for code, spent in sorted(minutes.items())}
    return {code: count for code, count in units.items() if count}


def _units(minutes: int, rule: Mapping[str, float]) -> int:
    if minutes < rule["first"]:
        return 0
    return int((minutes - rule["first"]) // rule["unit"]) + 1


def _code(hint: str) -> str:
    """The first code a hint of the library names; it is a starting point, to be checked."""
    found = re.search(r"\b\d{5}\b", hint)
    return found.group() if found else ""
