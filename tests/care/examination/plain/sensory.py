"""Reference 6.3 and 6.5: sensory tests, strength, range of motion."""

from care.examination.plain.sheet import Found, Given, Sheet, mean, total

SIDES = ("right", "left")


def monofilament(given: Given, _age: int | None, _sex: str | None) -> Found:
    found: Found = {}
    for side in SIDES:
        felt = [given.get(f"{site}_{side}") for site in ("hallux", "mth1", "mth5")]
        absent = [None if correct is None else correct < 2 for correct in felt]
        found[f"lops_{side}"] = True if True in absent else None if None in absent else False
    feet = [found["lops_right"], found["lops_left"]]
    found["lops"] = True if True in feet else None if None in feet else False
    found["eight"] = five_one(given.get("wrong_of_8"))
    return found


def five_one(wrong: float | None) -> str | None:
    if wrong is None:
        return None
    if wrong >= 5:
        return "abnormal"
    return "normal" if wrong <= 1 else "indeterminate"


def fork(given: Given, age: int | None, _sex: str | None) -> Found:
    right = mean(given, [f"octal_right_{n}" for n in (1, 2, 3)], 3)
    left = mean(given, [f"octal_left_{n}" for n in (1, 2, 3)], 3)
    limit = None
    if age is not None:
        limit = 4.5 if age <= 60 else 4.0 if age <= 85 else 3.5
    low = [None if side is None else round(side, 9) <= 4 for side in (right, left)]
    return {
        "on_off": five_one(given.get("onoff_wrong")),
        "timed": five_one(given.get("timed_wrong")),
        "octal_right": right,
        "octal_left": left,
        "lower_limit": limit,
        "flag:TF128/octal-low-right": below(right, limit),
        "flag:TF128/octal-low-left": below(left, limit),
        "flag:TF128/supplier-risk": True if True in low else None if None in low else False,
    }


def below(number: float | None, limit: float | None) -> bool | None:
    return None if number is None or limit is None else round(number, 9) < limit


def biothesiometer(given: Given, _age: int | None, _sex: str | None) -> Found:
    right = mean(given, ["right_1", "right_2", "right_3"], 3)
    left = mean(given, ["left_1", "left_2", "left_3"], 3)
    risk = [None if side is None else round(side, 9) >= 25 for side in (right, left)]
    return {
        "right": right,
        "left": left,
        "worse": None if right is None or left is None else max(right, left),
        "flag:VPT/at-risk": True if True in risk else None if None in risk else False,
    }


def ipswich(given: Given, _age: int | None, _sex: str | None) -> Found:
    toes = [given.get(f"{side}_{toe}") for side in SIDES for toe in (1, 3, 5)]
    lost = None if None in toes else toes.count(False)
    return {"insensate": lost, "flag:IPTT/at-risk": None if lost is None else lost >= 2}


def reflexes(given: Given, _age: int | None, _sex: str | None) -> Found:
    right, left = given.get("right"), given.get("left")
    worse = None if right is None or left is None else max(right, left)
    return {"right_grade": right, "left_grade": left, "worse": worse}


def pin_eight(given: Given, _age: int | None, _sex: str | None) -> Found:
    return {"reading": five_one(given.get("wrong"))}


LEVELS = ["none", "toes", "forefoot", "ankle", "mid_shin", "knee", "above_knee_or_hands"]


def extent(given: Given, _age: int | None, _sex: str | None) -> Found:
    right, left = (LEVELS.index(given[side]) if side in given else None for side in SIDES)
    worse = None if right is None or left is None else max(right, left)
    return {"right_level": right, "left_level": left, "worse": worse}


MUSCLES = [
    "shoulder_abduction",
    "elbow_flexion",
    "elbow_extension",
    "wrist_extension",
    "finger_extension",
    "finger_abduction",
    "thumb_abduction",
    "hip_flexion",
    "hip_abduction",
    "hip_adduction",
    "knee_extension",
    "knee_flexion",
    "ankle_dorsiflexion",
    "ankle_plantarflexion",
    "ankle_eversion",
    "ankle_inversion",
    "toe_extension",
]
SIX_PAIRS = [
    "shoulder_abduction",
    "elbow_flexion",
    "wrist_extension",
    "hip_flexion",
    "knee_extension",
    "ankle_dorsiflexion",
]
NEUROPATHY_SET = [
    "toe_extension",
    "ankle_dorsiflexion",
    "ankle_eversion",
    "ankle_plantarflexion",
    "hip_abduction",
]


def muscles(given: Given, _age: int | None, _sex: str | None) -> Found:
    graded = [given.get(f"{muscle}_{side}") for muscle in NEUROPATHY_SET for side in SIDES]
    known = [grade for grade in graded if grade is not None]
    return {
        "sum": total(given, [f"{muscle}_{side}" for muscle in SIX_PAIRS for side in SIDES]),
        "weakest": min(known) if known else None,
    }


def dynamometer(given: Given, _age: int | None, _sex: str | None) -> Found:
    found: Found = {}
    weight = given.get("weight_kg")
    for muscle in ("ankle_dorsiflexion", "ankle_plantarflexion", "knee_extension", "hip_abduction"):
        for side in SIDES:
            newton = mean(given, [f"{muscle}_{side}_{n}" for n in (1, 2, 3)], 3)
            found[f"{muscle}_{side}_n"] = newton
            by_mass = None if newton is None or weight is None else newton / weight
            found[f"{muscle}_{side}"] = by_mass
    return found


def grip(given: Given, _age: int | None, sex: str | None) -> Found:
    hands = []
    for side in SIDES:
        trials = [given.get(f"{side}_{n}") for n in (1, 2, 3)]
        hands.append(None if None in trials else max(trials))
    stronger = None if None in hands else max(hands)
    low = {"male": 27, "female": 16}.get(sex or "")
    return {
        "right": hands[0],
        "left": hands[1],
        "stronger": stronger,
        "low_below": low,
        "flag:GRIP/low": below(stronger, low),
    }


def lunge(given: Given, _age: int | None, _sex: str | None) -> Found:
    return {
        f"{unit}_{side}": mean(given, [f"{unit}_{side}_{n}" for n in (1, 2, 3)], 3)
        for unit in ("cm", "deg")
        for side in SIDES
    }


FORCES = (30.0, 55.5, 80.2, 120.0, 181.3, 250.0)

SHEETS = {
    "MONO": Sheet(
        {
            **{
                f"{site}_{side}": (0, 1, 2, 3)
                for side in SIDES
                for site in ("hallux", "mth1", "mth5")
            },
            "wrong_of_8": tuple(range(9)),
        },
        monofilament,
    ),
    "TF128": Sheet(
        {
            "onoff_wrong": tuple(range(9)),
            "timed_wrong": tuple(range(9)),
            **{
                f"octal_{s}_{n}": (0, 3.3, 3.5, 4, 4.1, 4.4, 4.5, 4.6, 6, 8)
                for s in SIDES
                for n in (1, 2, 3)
            },
        },
        fork,
    ),
    "VPT": Sheet(
        {f"{s}_{n}": (0, 8.5, 24.9, 25, 25.1, 31.7, 50) for s in SIDES for n in (1, 2, 3)},
        biothesiometer,
    ),
    "IPTT": Sheet({f"{s}_{toe}": (True, False) for s in SIDES for toe in (1, 3, 5)}, ipswich),
    "REFL": Sheet({"right": (0, 1, 2), "left": (0, 1, 2)}, reflexes),
    "PIN8": Sheet({"wrong": tuple(range(9))}, pin_eight),
    "EXTENT": Sheet({"right": LEVELS, "left": LEVELS}, extent),
    "MMT": Sheet(
        {
            **{f"{muscle}_{side}": (0, 1, 2, 3, 4, 5) for muscle in MUSCLES for side in SIDES},
            **{f"heel_rises_{side}": (0, 7, 25) for side in SIDES},
        },
        muscles,
    ),
    "HHD": Sheet(
        {
            **{
                f"{muscle}_{side}_{n}": FORCES
                for muscle in (
                    "ankle_dorsiflexion",
                    "ankle_plantarflexion",
                    "knee_extension",
                    "hip_abduction",
                )
                for side in SIDES
                for n in (1, 2, 3)
            },
            "weight_kg": (52, 71.5, 93.0, 140),
        },
        dynamometer,
    ),
    "GRIP": Sheet(
        {f"{s}_{n}": (0, 12.5, 15.9, 16, 20.2, 26.9, 27, 44) for s in SIDES for n in (1, 2, 3)},
        grip,
    ),
    "WBLT": Sheet(
        {
            **{f"cm_{s}_{n}": (0, 4.5, 9.7, 10, 16) for s in SIDES for n in (1, 2, 3)},
            **{f"deg_{s}_{n}": (0, 28, 35.5, 38, 52) for s in SIDES for n in (1, 2, 3)},
        },
        lunge,
    ),
}
