"""A person as outlines laid over a skeleton, from the limbs behind to the arm in front."""

import math
from collections.abc import Iterable, Iterator
from typing import Any

from paper import Paper
from skeleton import Figure, Limb, Point, seen_from_the_front, seen_from_the_side

EYES = {
    ("side", "open"): ("dot", "M3.3-9.6a.62.7 0 1 0 .01 0Z"),
    ("side", "closed"): ("line", "M2.4-9.2q1 .9 2 .1"),
    ("front", "open"): ("dot", "M-2.1-9.8a.62.7 0 1 0 .01 0ZM2.1-9.8a.62.7 0 1 0 .01 0Z"),
    ("front", "closed"): ("line", "M-3.2-9.4q1.1 1.1 2.2 0M1-9.4q1.1 1.1 2.2 0"),
}
MOUTH = "M-1.1-5.6h2.2"


def draw(pose: dict[str, Any], paper: Paper) -> Figure:
    """The whole person; `turn` lays the figure down about its hip."""
    side = pose["view"] == "side"
    figure = joints(pose)
    _placed(pose, figure, paper, (_from_the_side if side else _from_the_front)(figure, pose, paper))
    return figure


def draw_arms(pose: dict[str, Any], paper: Paper) -> None:
    """Only the arms: they lie over the one they work on, while the rest stands behind."""
    figure = joints(pose)
    flip = 1 if pose["view"] == "side" else -1
    arms = [*_arm(figure.far_arm, paper, flip=flip), *_arm(figure.near_arm, paper)]
    _placed(pose, figure, paper, arms)


def joints(pose: dict[str, Any]) -> Figure:
    """Where the joints of the person are."""
    return (seen_from_the_side if pose["view"] == "side" else seen_from_the_front)(pose["body"])


def _placed(pose: dict[str, Any], figure: Figure, paper: Paper, parts: Iterable[str]) -> None:
    """The parts where the person stands or lies; one who `faces` left is mirrored at its `at`."""
    turn, (x, y) = pose["body"].get("turn", 0), figure.hip
    laid = f"rotate({turn} {x} {y})" if turn else ""
    place = f"translate({pose.get('at', 0)} 0) scale(-1 1)" if pose.get("faces") == "left" else ""
    moved = f"{place} {laid}".strip()
    if moved:
        paper.add(f'<g transform="{moved}">')
    for part in parts:
        paper.add(part)
    if moved:
        paper.add("</g>")


def _from_the_side(figure: Figure, pose: dict[str, Any], paper: Paper) -> Iterator[str]:
    trunk, hip = figure.trunk, figure.hip
    yield from _arm(figure.far_arm, paper, "far")
    yield from _leg(figure.far_leg, pose, paper, "far")
    yield paper.part("neck", "skin", figure.neck_base, -(trunk + figure.head) / 2)
    if pose.get("arm_behind"):
        yield from _arm(figure.near_arm, paper)
    yield from _leg(figure.near_leg, pose, paper)
    yield paper.part("hips_side", "leg", hip, -0.6 * trunk if abs(trunk) < 75 else -trunk)
    yield paper.part("trunk_side", "shirt", hip, -trunk)
    yield from _head(figure, pose, paper)
    if not pose.get("arm_behind"):
        yield from _arm(figure.near_arm, paper)


def _from_the_front(figure: Figure, pose: dict[str, Any], paper: Paper) -> Iterator[str]:
    yield from _leg(figure.far_leg, pose, paper)
    yield from _leg(figure.near_leg, pose, paper)
    yield paper.part("neck", "skin", figure.neck_base, -(figure.trunk + figure.head) / 2)
    yield paper.part("hips_front", "leg", figure.hip, 0)
    yield paper.part("trunk_front", "shirt", figure.hip, -figure.trunk)
    yield from _head(figure, pose, paper)
    yield from _arm(figure.far_arm, paper, flip=-1)
    yield from _arm(figure.near_arm, paper)


def _head(figure: Figure, pose: dict[str, Any], paper: Paper) -> Iterator[str]:
    view = pose["view"]
    for shape, paint in ((f"head_{view}", "skin"), (f"hair_{view}", "hair")):
        yield paper.part(shape, paint, figure.neck_base, -figure.head)
    if view == "front":
        yield paper.part(MOUTH, "line", figure.neck_base, -figure.head)
    paint, shape = EYES[view, pose.get("eyes", "open")]
    yield paper.part(shape, paint, figure.neck_base, -figure.head)


def _arm(arm: Limb, paper: Paper, where: str = "", flip: int = 1) -> Iterator[str]:
    yield paper.part("upper", "skin", arm.root, arm.first, where, (1, arm.shorter[0]))
    yield paper.part("hand", "skin", arm.end, arm.last, where, (flip, 1))
    yield paper.part("fore", "skin", arm.middle, arm.second, where, (1, arm.shorter[1]))
    yield paper.part("sleeve", "shirt", arm.root, arm.first, where)


def _leg(leg: Limb, pose: dict[str, Any], paper: Paper, where: str = "") -> Iterator[str]:
    skin = "skin" if pose.get("shorts") else "leg"
    yield paper.part("shank", skin, leg.middle, leg.second, where, (1, leg.shorter[1]))
    yield paper.part("thigh", "leg", leg.root, leg.first, where, (1, leg.shorter[0]))
    if pose.get("feet") == "bare":
        shape = "foot_front" if pose["view"] == "front" else "barefoot"
        yield paper.part(shape, "skin", leg.end, leg.last, where)
    elif pose["view"] == "front":
        yield paper.part("foot_front", "shoe", leg.end, leg.last, where)
    else:
        yield from _shoe(leg, pose, paper, where)


def _shoe(leg: Limb, pose: dict[str, Any], paper: Paper, where: str) -> Iterator[str]:
    """The shoe bends at the ball of the foot when the heel rises and the toes stay down."""
    toe = max(0.0, leg.last) if pose.get("toes_flat") else leg.last
    ball = _ball(leg)
    yield paper.part("toe", "shoe", ball, toe, where)
    yield paper.part("toesole", "sole", ball, toe, where)
    yield paper.part("shoe", "shoe", leg.end, leg.last, where)
    yield paper.part("sole", "sole", leg.end, leg.last, where)


def _ball(leg: Limb) -> Point:
    turn = math.radians(-leg.last)
    along, down = 7.5 * math.cos(turn), 7.5 * math.sin(turn)
    return leg.end[0] + along - 4.2 * math.sin(turn), leg.end[1] + down + 4.2 * math.cos(turn)
