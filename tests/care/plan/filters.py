"""The tags that conditions exclude, as their rows say it, and the exercises they close."""

import tomllib
from importlib import resources
from pathlib import Path

from care.plan.steady import KNOWLEDGE
from surefoot.care.plan.records import SafetyReading

ROWS = tomllib.loads(
    (Path(str(resources.files("surefoot.knowledge"))) / "safety.toml").read_text(encoding="utf8")
)["conditions"]
EXCLUSIONS = [
    (row["code"], each.get("tag") or each["tag_block"], each.get("qualifier", ""))
    for row in ROWS
    for each in row.get("exclusions", [])
]
PLAIN = [(code, word) for code, word, qualifier in EXCLUSIONS if not qualifier]
QUALIFIED = {(code, word): qualifier for code, word, qualifier in EXCLUSIONS if qualifier}
NAMES = {row["code"]: row["name"] for row in ROWS}


def carrying(tag: str) -> set[str]:
    """The exercises that carry a tag."""
    return {name for name, row in KNOWLEDGE.exercises.items() if tag in row.precaution_tags}


def spared(word: str) -> set[str]:
    """What the words for many items leave open, worked out here from their definition."""
    talk = {
        name
        for name in carrying("EDU")
        if name not in carrying("WB_STAND") | carrying("PLANTAR_LOAD") | carrying("FLUID_LOAD")
    }
    if word == "ALL":
        return talk
    foot_care = {n for n, row in KNOWLEDGE.exercises.items() if row.technique == "foot_care"}
    passive = {n for n, row in KNOWLEDGE.exercises.items() if row.passive}
    lying = (carrying("SUPINE") - carrying("IMMERSION")) & passive
    return talk | (foot_care - {"FC005"}) | lying


def hits(reading: SafetyReading, name: str, code: str, word: str) -> bool:
    """Whether an exercise is closed, somewhere, for this entry of the filter."""
    qualifier = QUALIFIED.get((code, word))
    said = f"{NAMES[code]} rules out {word}" + (f" ({qualifier})" if qualifier else "")
    return any(
        each.statement == f"safety/{code}" and f"{said}:" in each.says
        for each in reading.exercises[name].against
    )
