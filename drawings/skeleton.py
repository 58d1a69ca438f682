"""Where the joints of a figure are: lengths, the reach of a hand or foot, side view and front view.

Angles are in degrees: 0 hangs straight down, + is forward (in a front view outward). The side view
looks to the right. 1 unit = 1 % of body height; up is minus; the ground is y = 0.
"""

import math
from typing import Any, NamedTuple

THIGH, SHANK, UPPER, FORE, TRUNK = 24.5, 24.0, 17.0, 14.8, 29.0
HIPS, SHOULDERS = 7.6, 15.0  # apart, in a front view
FAR = (1.6, -0.8)  # how far the limbs behind are shifted in a side view

Point = tuple[float, float]


class Limb(NamedTuple):
    """An arm or a leg: its three joints, the absolute angles of its three parts, its lengths."""

    root: Point
    middle: Point
    end: Point
    first: float
    second: float
    last: float
    shorter: tuple[float, float] = (1, 1)  # foreshortening of the first and second part


class Figure(NamedTuple):
    """One person as joints and angles."""

    hip: Point
    trunk: float
    neck_base: Point
    head: float
    near_arm: Limb
    far_arm: Limb
    near_leg: Limb
    far_leg: Limb


def along(start: Point, angle: float, length: float) -> Point:
    """The point that lies `length` from `start` in the direction of `angle`."""
    turn = math.radians(angle)
    return start[0] + length * math.sin(turn), start[1] + length * math.cos(turn)


def reach(root: Point, to: Point, first: float, second: float, bend: float) -> tuple[float, float]:
    """The angles of two bones that end at `to`; `bend` +1 puts the joint between them forward."""
    dx, dy = to[0] - root[0], to[1] - root[1]
    far = max(abs(first - second) + 0.01, min(math.hypot(dx, dy), first + second - 0.01))
    base = math.degrees(math.atan2(dx, dy))
    at_root = math.degrees(math.acos((first**2 + far**2 - second**2) / (2 * first * far)))
    between = math.degrees(math.acos((first**2 + second**2 - far**2) / (2 * first * second)))
    return base + bend * at_root, base + bend * (at_root - 180 + between)


def limb(root: Point, told: dict[str, Any], lengths: Point, *, bend: float, side: int = 1) -> Limb:
    """An arm or leg by its angles, or by what its end reaches."""
    shorter = tuple(told.get("shorter", (1, 1)))
    first, second = lengths[0] * shorter[0], lengths[1] * shorter[1]
    if "reach" in told:
        angles = reach(root, tuple(told["reach"]), first, second, told.get("bend", bend))
    else:
        angles = side * told["angles"][0], side * told["angles"][1]
    middle = along(root, angles[0], first)
    last = side * told["end"] if "end" in told else angles[1]
    return Limb(root, middle, along(middle, angles[1], second), *angles, last, shorter)


def seen_from_the_side(body: dict[str, Any]) -> Figure:
    """The figure looking right; a far limb that is not told copies the near one."""
    hip, trunk = tuple(body["pelvis"]), body.get("trunk", 0)
    shift = body.get("far", FAR)
    shoulder = along(hip, 180 - trunk, TRUNK)
    limbs = {}
    for side, (dx, dy) in (("near", (0, 0)), ("far", shift)):
        leg = {"end": 0, **(body.get(f"{side}_leg") or body["near_leg"])}
        arm = body.get(f"{side}_arm") or body["near_arm"]
        limbs[f"{side}_leg"] = limb((hip[0] + dx, hip[1] + dy), leg, (THIGH, SHANK), bend=1)
        at = shoulder[0] + 0.6 * dx, shoulder[1] + 0.6 * dy
        limbs[f"{side}_arm"] = limb(at, arm, (UPPER, FORE), bend=-1)
    neck_base = along(shoulder, 180 - trunk, 2.2)
    return Figure(hip, trunk, neck_base, trunk + body.get("neck", 0), **limbs)


def seen_from_the_front(body: dict[str, Any]) -> Figure:
    """The figure facing us: near is its right side, on the left of the picture."""
    hip, trunk = tuple(body["pelvis"]), body.get("trunk", 0)
    middle = along(hip, 180 - trunk, TRUNK)
    limbs = {}
    for name, side in (("near", -1), ("far", 1)):
        leg = {"end": 0, **(body.get(f"{name}_leg") or body["near_leg"])}
        arm = body.get(f"{name}_arm") or body["near_arm"]
        at = hip[0] + side * HIPS / 2, hip[1]
        limbs[f"{name}_leg"] = limb(at, leg, (THIGH, SHANK), bend=side, side=side)
        at = middle[0] + side * SHOULDERS / 2, middle[1] + 2.2
        limbs[f"{name}_arm"] = limb(at, arm, (UPPER, FORE), bend=side, side=side)
    neck_base = along(middle, 180 - trunk, 1.5)
    return Figure(hip, trunk, neck_base, trunk + body.get("neck", 0), **limbs)
