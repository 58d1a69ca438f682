"""Reference 6.4: ABI, TBI, WIfI, IWGDF, orthostatic vitals."""

import itertools

from care.examination.plain.sheet import (
    UNABLE,
    Found,
    Given,
    Sheet,
    both,
    one_of,
)

SIDES = ("right", "left")
YES_NO = (True, False)


def number(given: Given, item: str) -> float | None:
    answer = given.get(item)
    return None if answer == UNABLE else answer


def higher_arm(given: Given) -> float | None:
    arms = [given.get("brachial_right"), given.get("brachial_left")]
    if None in arms:
        return None
    known = [arm for arm in arms if arm != UNABLE]
    return max(known) if known else None


def abi(given: Given, _age: int | None, _sex: str | None) -> Found:
    arm = higher_arm(given)
    found: Found = {"brachial": arm}
    critical: list[bool | None] = []
    for side in SIDES:
        arteries = [number(given, f"{artery}_{side}") for artery in ("dp", "pt")]
        known = [pressure for pressure in arteries if pressure is not None]
        ankle = max(known) if known else None
        index = None if ankle is None or arm is None else ankle / arm
        found[f"ankle_{side}"], found[side] = ankle, index
        critical += [None if index is None else index < 0.40, None if ankle is None else ankle < 50]
    right, left = found["right"], found["left"]
    found["lower"] = None if right is None or left is None else min(right, left)
    found["flag:ABI/critical"] = one_of(*critical)
    found["band:right"], found["band:left"] = abi_band(right), abi_band(left)
    return found


def abi_band(index: float | None) -> str | None:
    if index is None:
        return None
    if index > 1.40:
        return "noncompressible"
    if index >= 1.00:
        return "normal"
    if index > 0.90:
        return "borderline"
    return "pad" if index > 0.40 else "severe"


def tbi(given: Given, _age: int | None, _sex: str | None) -> Found:
    arm = higher_arm(given)
    found: Found = {"brachial": arm}
    for side in SIDES:
        toe = given.get(f"toe_{side}")
        index = None if toe is None or arm is None else toe / arm
        found[side] = index
        found[f"band:{side}"] = None if index is None else "abnormal" if index <= 0.70 else "normal"
    right, left = found["right"], found["left"]
    found["lower"] = None if right is None or left is None else min(right, left)
    return found


def grade(number: float | None, *edges: float, strictly_first: bool = False) -> int | None:
    """0 from the first edge up, 1 from the second, 2 from the third, 3 below."""
    if number is None:
        return None
    for index, edge in enumerate(edges):
        if number > edge or (number == edge and not (index == 0 and strictly_first)):
            return index
    return 3


def wifi(given: Given, _age: int | None, _sex: str | None) -> Found:
    found: Found = {}
    for side in SIDES:
        by_toe = grade(given.get(f"toe_{side}"), 60, 40, 30)
        by_abi = grade(given.get(f"abi_{side}"), 0.80, 0.60, 0.40)
        by_ankle = grade(given.get(f"ankle_{side}"), 100, 70, 50, strictly_first=True)
        others = [one for one in (by_abi, by_ankle) if one is not None]
        worse = max(others) if others else None
        found[f"ischaemia_{side}"] = by_toe if by_toe is not None else worse
    grades = [found[f"ischaemia_{side}"] for side in SIDES]
    known = [one for one in grades if one is not None]
    found["ischaemia"] = max(known) if known else None
    wounds = [given.get(f"wound_{side}") for side in SIDES]
    found["flag:WIFI/wound-blocks"] = one_of(*[None if w is None else w >= 1 for w in wounds])
    return found


INPUTS = ("ulcer", "lops", "pad", "deformity", "ulcer_history", "amputation_history", "esrd")


def iwgdf_known(known: Given) -> tuple[str, bool]:
    """The table, with everything known, and whether it was silent."""
    lops, pad = known["lops"], known["pad"]
    history = known["ulcer_history"] or known["amputation_history"] or known["esrd"]
    if known["ulcer"]:
        return "active", False
    if (lops or pad) and history:
        return "3", False
    if history:
        return "3", True
    if (lops and pad) or (lops and known["deformity"]) or (pad and known["deformity"]):
        return "2", False
    return ("1", False) if lops or pad else ("0", False)


def iwgdf(given: Given, _age: int | None, _sex: str | None) -> Found:
    unknown = [item for item in INPUTS if item not in given]
    outcomes = set()
    for guess in itertools.product(YES_NO, repeat=len(unknown)):
        outcomes.add(iwgdf_known({**given, **dict(zip(unknown, guess, strict=True))}))
    classes = sorted({name for name, _ in outcomes}, key=["active", "3", "2", "1", "0"].index)
    reviews = {review for _, review in outcomes}
    settled = len(classes) == 1
    return {
        "category": classes[0] if settled else None,
        "possible:category": None if settled else (classes[0], classes[-1]),
        "flag:IWGDF/review": reviews.pop() if len(reviews) == 1 else None,
    }


def orthostatic(given: Given, _age: int | None, _sex: str | None) -> Found:
    def fall(kind: str, minute: str) -> float | None:
        lying, standing = given.get(f"{kind}_supine"), given.get(f"{kind}_{minute}")
        return None if lying is None or standing is None else lying - standing

    lying = given.get("sbp_supine")
    threshold = None if lying is None else 30 if lying >= 140 else 20
    falls = {f"{kind}_{minute}": fall(kind, minute) for kind in ("sbp", "dbp") for minute in "13"}

    def at_least(number: float | None, edge: float | None) -> bool | None:
        return None if number is None or edge is None else number >= edge

    under_90 = [
        None if given.get(f"sbp_{minute}") is None else given[f"sbp_{minute}"] < 90
        for minute in "13"
    ]
    classical = one_of(
        at_least(falls["sbp_1"], threshold),
        at_least(falls["sbp_3"], threshold),
        at_least(falls["dbp_1"], 10),
        at_least(falls["dbp_3"], 10),
        *under_90,
    )
    symptoms = given.get("symptoms")
    deep = one_of(at_least(falls["sbp_1"], 30), at_least(falls["sbp_3"], 30))
    severe = one_of(*under_90, both(symptoms, deep))
    found: Found = {
        "drop_sbp_1": falls["sbp_1"],
        "drop_sbp_3": falls["sbp_3"],
        "drop_dbp_1": falls["dbp_1"],
        "drop_dbp_3": falls["dbp_3"],
        "systolic_threshold": threshold,
        "classical": classical,
        "class": oh_class(severe, both(classical, symptoms), classical),
    }
    rises = [
        None
        if given.get(f"hr_{minute}") is None or given.get("hr_supine") is None
        else given[f"hr_{minute}"] - given["hr_supine"]
        for minute in "13"
    ]
    found["hr_rise"] = None if None in rises else max(rises)
    found["ratio"] = None
    if classical and falls["sbp_3"] is not None and falls["sbp_3"] > 0 and rises[1] is not None:
        found["ratio"] = rises[1] / falls["sbp_3"]
    found["flag:OH/stop-standing"] = one_of(*under_90, both(classical, symptoms))
    return found


def oh_class(severe: bool | None, symptomatic: bool | None, any_oh: bool | None) -> str | None:
    for name, holds in (
        ("severe", severe),
        ("symptomatic_OH", symptomatic),
        ("asymptomatic_OH", any_oh),
    ):
        if holds:
            return name
        if holds is None:
            return None
    return "none"


ARMS = (88, 110, 120, 136, 150, UNABLE)
ANKLES = (0, 35, 49, 50, 54, 60, 99, 108, 110, 120, 132, 154, 168, 190)

SHEETS = {
    "ABI": Sheet(
        {
            "brachial_right": ARMS,
            "brachial_left": ARMS,
            **{f"{artery}_{side}": ANKLES for artery in ("dp", "pt") for side in SIDES},
        },
        abi,
    ),
    "TBI": Sheet(
        {
            "brachial_right": ARMS,
            "brachial_left": ARMS,
            **{f"toe_{side}": (0, 29, 30, 52, 77, 84, 105, 120) for side in SIDES},
        },
        tbi,
    ),
    "WIFI": Sheet(
        {
            f"{item}_{side}": choices
            for side in SIDES
            for item, choices in {
                "toe": (20, 29.9, 30, 39.9, 40, 59.9, 60, 90),
                "abi": (0.2, 0.39, 0.40, 0.59, 0.60, 0.79, 0.80, 1.1),
                "ankle": (40, 49, 50, 69, 70, 100, 100.5, 140),
                "wound": (0, 1, 2, 3),
            }.items()
        },
        wifi,
    ),
    "IWGDF": Sheet(dict.fromkeys(INPUTS, YES_NO), iwgdf),
    "OH": Sheet(
        {
            "sbp_supine": (100, 118, 139, 140, 148, 170),
            "dbp_supine": (60, 70, 86),
            "hr_supine": (60, 72),
            "sbp_1": (80, 89, 90, 98, 110, 119, 120, 140),
            "dbp_1": (50, 60, 61, 76),
            "hr_1": (64, 76, 90, 102),
            "sbp_3": (85, 90, 98, 110, 118, 120, 150),
            "dbp_3": (50, 60, 74, 77),
            "hr_3": (66, 78, 101),
            "symptoms": YES_NO,
        },
        orthostatic,
    ),
}
