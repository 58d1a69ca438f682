"""Draw every exercise from its pose: `python drawings/draw.py`, or `--check` to compare only.

A pose is one TOML file named by the exercise (README.md says what it may hold). The drawings are
written to src/surefoot/exchange/pages/figures.
"""

import sys
import tomllib
from pathlib import Path
from typing import Any

import person
from paper import Paper
from skeleton import Figure, Limb
from things import THINGS, arrow, mark

HERE = Path(__file__).parent
FIGURES = HERE.parent / "src" / "surefoot" / "exchange" / "pages" / "figures"

# How far joints bend, in degrees; a picture beyond shows no person.
KNEE, ELBOW = (-6, 155), (-6, 155)
SOLE = 4.2  # from ankle to ground


def poses() -> dict[str, dict[str, Any]]:
    """Every pose by its exercise."""
    files = sorted((HERE / "poses").glob("*.toml"))
    told = {file.stem: tomllib.loads(file.read_text(encoding="utf8")) for file in files}
    return {exercise: _whole(pose, told) for exercise, pose in told.items()}


def _whole(pose: dict[str, Any], told: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A pose that is like another: what it says itself counts, its things come on top."""
    if "like" not in pose:
        return pose
    base = _whole(told[pose["like"]], told)
    body = {**base.get("body", {}), **pose.get("body", {})}
    things = [*base.get("things", []), *pose.get("things", [])]
    return {**base, **pose, **({"body": body} if body else {}), "things": things}


def drawing(pose: dict[str, Any]) -> str:
    """One picture: what stands behind, the person, what stands in front, what explains it."""
    paper = Paper()
    _others(pose, paper, in_front=False)
    _things(pose, paper, in_front=False)
    if "body" in pose:
        person.draw(pose, paper)
    _others(pose, paper, in_front=True)
    _things(pose, paper, in_front=True)
    for told in pose.get("arrows", []):
        paper.add(arrow(told))
    for told in pose.get("marks", []):
        paper.add(mark(told))
    return paper.file(pose)


def _things(pose: dict[str, Any], paper: Paper, *, in_front: bool) -> None:
    for thing in pose.get("things", []):
        if bool(thing.get("in_front")) == in_front:
            paper.add(THINGS[thing["kind"]](thing))


def _others(pose: dict[str, Any], paper: Paper, *, in_front: bool) -> None:
    """Who else is there, mostly a therapist; arms that work on the person lie over it."""
    for other in pose.get("others", []):
        told = {"view": pose["view"], **other}
        paper.wears = told.get("wears", "helper")
        if bool(told.get("in_front")) == in_front:
            person.draw(told, paper)
        elif in_front and told.get("arms_over"):
            person.draw_arms(told, paper)
        paper.wears = ""


def faults(pose: dict[str, Any]) -> list[str]:
    """What no body can do: a joint past its range, a foot under the ground."""
    others = [{"view": pose["view"], **other} for other in pose.get("others", [])]
    found = [f"another's {fault}" for other in others for fault in _of_one(other)]
    return [*(_of_one(pose) if "body" in pose else []), *found]


def _of_one(pose: dict[str, Any]) -> list[str]:
    figure = person.joints(pose)
    side = pose["view"] == "side"
    found = [f for name in ("near", "far") for f in _of_limbs(figure, name, side)]
    lowest = max(figure.near_leg.end[1], figure.far_leg.end[1]) + SOLE
    if lowest > pose.get("ground", 0) + 1 and not pose["body"].get("turn"):
        found.append(f"a foot {lowest:.1f} under the ground")
    return found


def _of_limbs(figure: Figure, name: str, side: bool) -> list[str]:
    if not side:
        return []
    leg: Limb = getattr(figure, f"{name}_leg")
    arm: Limb = getattr(figure, f"{name}_arm")
    bent = (("knee", leg.first - leg.second, KNEE), ("elbow", arm.second - arm.first, ELBOW))
    return [f"{name} {joint} {by:.0f}" for joint, by, (low, high) in bent if not low <= by <= high]


def main() -> int:
    """Write the drawings, or say which are not what their poses say."""
    check = "--check" in sys.argv
    wrong = []
    for exercise, pose in poses().items():
        wrong += [f"{exercise}: {fault}" for fault in faults(pose)]
        file, svg = FIGURES / f"{exercise}.svg", drawing(pose)
        if not check:
            file.write_text(svg, encoding="utf8")
        elif not file.exists() or file.read_text(encoding="utf8") != svg:
            wrong.append(f"{exercise}: the drawing is not what its pose says")
    undrawn = {file.stem for file in FIGURES.glob("*.svg")} - set(poses())
    wrong += [f"{exercise}: a drawing without a pose" for exercise in sorted(undrawn)]
    sys.stdout.writelines(f"{line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
