"""The questionnaires and examinations of neuropathy, reference 6.2."""

from care.examination.plain.sheet import NOT_APPLICABLE, Found, Given, Sheet, name_of, total

YES_NO = (True, False)


def mnsi_questions(given: Given, _age: int | None, _sex: str | None) -> Found:
    points = open_items = 0
    for number in (1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15):
        answer = given.get(f"q{number}")
        if answer is None:
            open_items += 1
        elif answer is True:
            points += 1
    for number in (7, 13):
        answer = given.get(f"q{number}")
        if answer is None:
            open_items += 1
        elif answer is False:
            points += 1

    def certain(cut: int) -> bool | None:
        if points >= cut:
            return True
        return False if points + open_items < cut else None

    diabetes = given.get("diabetes")
    return {
        "total": None if open_items else points,
        "flag:MNSIQ/abnormal-7": certain(7),
        "flag:MNSIQ/abnormal-4": certain(4),
        "flag:MNSIQ/not-validated": None if diabetes is None else not diabetes,
    }


def mnsi_examination(given: Given, _age: int | None, _sex: str | None) -> Found:
    def foot(side: str) -> tuple[float | None, float | None]:
        four = total(
            given, [f"{part}_{side}" for part in ("appearance", "ulcer", "reflex", "vibration")]
        )
        felt = given.get(f"mono_{side}")
        if four is None or felt is None:
            return four, None
        return four, four + (0 if felt >= 8 else 0.5 if felt >= 1 else 1)

    (right_8, right_10), (left_8, left_10) = foot("right"), foot("left")
    eight = None if right_8 is None or left_8 is None else right_8 + left_8
    ten = None if right_10 is None or left_10 is None else right_10 + left_10
    return {
        "right_8": right_8,
        "left_8": left_8,
        "total_8": eight,
        "right_10": right_10,
        "left_10": left_10,
        "total_10": ten,
        "flag:MNSIE/abnormal-8": None if eight is None else eight >= 2.5,
        "flag:MNSIE/abnormal-10": None if ten is None else ten >= 2.5,
    }


SYMPTOMS = ("pain", "numbness", "tingling", "weakness", "ataxia", "arms")
REFLEXES = ("knee_right", "knee_left", "ankle_right", "ankle_left")
SENSES = ("pin", "temperature", "light_touch", "vibration", "position")


def toronto(given: Given, _age: int | None, _sex: str | None) -> Found:
    everything = total(given, SYMPTOMS + REFLEXES + SENSES)
    return {
        "symptoms": total(given, SYMPTOMS),
        "reflexes": total(given, REFLEXES),
        "sensory": total(given, SENSES),
        "total": everything,
        "band": name_of(everything, (0, "none"), (6, "mild"), (9, "moderate"), (12, "severe")),
        "flag:TCNS/over-4": None if everything is None else everything > 4,
        "flag:TCNS/over-8": None if everything is None else everything > 8,
    }


def modified_toronto(given: Given, _age: int | None, _sex: str | None) -> Found:
    return {
        "symptoms": total(given, SYMPTOMS),
        "sensory": total(given, SENSES),
        "total": total(given, SYMPTOMS + SENSES),
    }


SEGMENTS = ("toes", "forefoot", "ankle", "mid_shin", "knee", "above_knee")


def utah(given: Given, _age: int | None, _sex: str | None) -> Found:
    found: Found = {}
    for side in ("right", "left"):
        pins = [f"pin_{segment}_{side}" for segment in SEGMENTS]
        rest = [
            f"{part}_{side}"
            for part in ("toe_extension", "allodynia", "vibration", "position", "ankle")
        ]
        found[f"pin_{side}"] = total(given, pins)
        found[side] = total(given, pins + rest)
    right, left = found["right"], found["left"]
    found["total"] = None if right is None or left is None else right + left
    found["flag:UENS/over-4"] = None if found["total"] is None else found["total"] > 4
    return found


def utah_choices() -> dict[str, tuple[int, ...]]:
    choices: dict[str, tuple[int, ...]] = {}
    for side in ("right", "left"):
        choices |= {f"pin_{segment}_{side}": (0, 1, 2) for segment in SEGMENTS}
        choices |= {f"toe_extension_{side}": (0, 1, 2), f"allodynia_{side}": (0, 1)}
        choices |= {f"vibration_{side}": (0, 1, 2), f"position_{side}": (0, 2)}
        choices[f"ankle_{side}"] = (0, 1, 2)
    return choices


def ntss(given: Given, _age: int | None, _sex: str | None) -> Found:
    found: Found = {}
    everything: float | None = 0.0
    for number in range(1, 7):
        intensity = given.get(f"i{number}")
        often = {"occasional": 0.0, "often": 0.33, "continuous": 0.66}
        if intensity is None:
            points = None
        elif intensity == 0:
            points = 0.0
        elif f"f{number}" not in given:
            points = None
        else:
            points = intensity + often[given[f"f{number}"]]
        found[f"symptom_{number}"] = points
        everything = None if everything is None or points is None else everything + points
    found["total"] = everything
    return found


def ntss_prune(given: Given, _sex: str | None) -> Given:
    return {
        item: answer
        for item, answer in given.items()
        if not (item.startswith("f") and given.get(f"i{item[1:]}") == 0)
    }


def young_symptoms(given: Given, _age: int | None, _sex: str | None) -> Found:
    tables = {
        "symptom": {"burning_numbness_tingling": 2, "fatigue_cramping_aching": 1},
        "site": {"feet": 2, "calves": 1, "elsewhere": 0},
        "worst": {"night": 2, "day_and_night": 1, "day": 0},
        "wakes": {True: 1, False: 0},
        "relief": {"walking": 2, "standing": 1, "sitting_lying": 0, "nothing": 0},
    }
    if given.get("symptom") == "none":
        points = 0
    elif any(item not in given for item in tables):
        points = None
    else:
        points = sum(table[given[item]] for item, table in tables.items())
    bands = ((0, "below the bands"), (3, "mild"), (5, "moderate"), (7, "severe"))
    return {"total": points, "band": name_of(points, *bands)}


def young_prune(given: Given, _sex: str | None) -> Given:
    return {"symptom": "none"} if given.get("symptom") == "none" else given


def young_signs(given: Given, _age: int | None, _sex: str | None) -> Found:
    parts = ("vibration", "temperature", "pin", "reflex")
    right = total(given, [f"{part}_right" for part in parts])
    left = total(given, [f"{part}_left" for part in parts])
    both = None if right is None or left is None else right + left
    bands = ((0, "below the bands"), (3, "mild"), (6, "moderate"), (9, "severe"))
    nss = given.get("nss")
    if both is None:
        # 3 or more cannot be excluded, nor 6; only a low NSS does not settle it either.
        neuropathy = None
    elif both >= 6:
        neuropathy = True
    elif both < 3:
        neuropathy = False
    else:
        neuropathy = None if nss is None else nss >= 5
    return {
        "right": right,
        "left": left,
        "total": both,
        "band": name_of(both, *bands),
        "flag:NDS/foot-at-risk": None if both is None else both >= 6,
        "flag:NDS/neuropathy": neuropathy,
    }


def cipn(given: Given, _age: int | None, _sex: str | None) -> Found:
    def scale(items: list[str]) -> float | None:
        asked = [item for item in items if given.get(item) != NOT_APPLICABLE]
        answered = [given[item] for item in asked if item in given]
        if not answered or len(answered) * 2 < len(asked):
            return None
        return 100 * (sum(answered) / len(answered) - 1) / 3

    return {
        "sensory": scale([f"s{n}" for n in range(1, 10)]),
        "motor": scale([f"m{n}" for n in range(1, 9)]),
        "autonomic": scale([f"a{n}" for n in range(1, 4)]),
    }


def cipn_choices() -> dict[str, tuple[int | str, ...]]:
    four = (1, 2, 3, 4)
    names = [f"s{n}" for n in range(1, 10)] + [f"m{n}" for n in range(1, 8)] + ["a1", "a2"]
    return {
        **dict.fromkeys(names, four),
        "m8": (*four, NOT_APPLICABLE),
        "a3": (*four, NOT_APPLICABLE),
    }


def ntx(given: Given, _age: int | None, _sex: str | None) -> Found:
    points = [4 - given[f"q{n}"] for n in range(1, 12) if f"q{n}" in given]
    return {"total": sum(points) * 11 / len(points) if len(points) > 5.5 else None}


def irods(given: Given, _age: int | None, _sex: str | None) -> Found:
    return {"raw": total(given, [f"q{n}" for n in range(1, 25)]), "centile": None}


def foot_choices() -> dict[str, tuple[float, ...]]:
    choices: dict[str, tuple[float, ...]] = {}
    for side in ("right", "left"):
        choices |= {f"appearance_{side}": (0, 1), f"ulcer_{side}": (0, 1)}
        choices |= {f"reflex_{side}": (0, 0.5, 1), f"vibration_{side}": (0, 0.5, 1)}
        choices[f"mono_{side}"] = tuple(range(11))
    return choices


def disability_choices() -> dict[str, tuple[float, ...]]:
    sides = {
        f"{part}_{side}": (0, 1)
        for side in ("right", "left")
        for part in ("vibration", "temperature", "pin")
    }
    return {**sides, "reflex_right": (0, 1, 2), "reflex_left": (0, 1, 2), "nss": tuple(range(10))}


SHEETS = {
    "MNSIQ": Sheet({**{f"q{n}": YES_NO for n in range(1, 16)}, "diabetes": YES_NO}, mnsi_questions),
    "MNSIE": Sheet(foot_choices(), mnsi_examination),
    "TCNS": Sheet(
        {**dict.fromkeys(SYMPTOMS + SENSES, (0, 1)), **dict.fromkeys(REFLEXES, (0, 1, 2))}, toronto
    ),
    "MTCNS": Sheet(dict.fromkeys(SYMPTOMS + SENSES, (0, 1, 2, 3)), modified_toronto),
    "UENS": Sheet(utah_choices(), utah),
    "NTSS6": Sheet(
        {
            **{f"i{n}": (0, 1, 2, 3) for n in range(1, 7)},
            **{f"f{n}": ("occasional", "often", "continuous") for n in range(1, 7)},
        },
        ntss,
        ntss_prune,
    ),
    "NSS": Sheet(
        {
            "symptom": ("burning_numbness_tingling", "fatigue_cramping_aching", "none"),
            "site": ("feet", "calves", "elsewhere"),
            "worst": ("night", "day_and_night", "day"),
            "wakes": YES_NO,
            "relief": ("walking", "standing", "sitting_lying", "nothing"),
        },
        young_symptoms,
        young_prune,
    ),
    "NDS": Sheet(disability_choices(), young_signs),
    "CIPN20": Sheet(cipn_choices(), cipn),
    "NTX": Sheet({f"q{n}": (0, 1, 2, 3, 4) for n in range(1, 12)}, ntx),
    "IRODS": Sheet({f"q{n}": (0, 1, 2) for n in range(1, 25)}, irods),
}
