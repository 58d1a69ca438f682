"""Every drawing of an exercise is what its pose says, and no body in it does what none can."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "drawings"))

import draw  # noqa: E402 — the drawings are made beside the program, not in it
from paper import SHAPES, Paper  # noqa: E402 — as above

STANDING = {"pelvis": [0, -52], "near_leg": {"angles": [0, 0]}, "near_arm": {"angles": [0, 0]}}


def _pose(**body):
    told = {"view": "side", "box": [0, 0, 1, 1], "title": "a", "alt": "b"}
    return {**told, "body": {**STANDING, **body}}


def test_every_drawing_is_what_its_pose_says():
    said = subprocess.run(
        [sys.executable, ROOT / "drawings" / "draw.py", "--check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.stdout == ""
    assert said.returncode == 0


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({}, []),
        ({"near_leg": {"angles": [150, -4]}, "pelvis": [0, -80]}, []),
        ({"near_leg": {"angles": [152, -4]}, "pelvis": [0, -80]}, ["near knee 156"]),
        ({"near_arm": {"angles": [0, -8]}}, ["near elbow -8", "far elbow -8"]),
        ({"pelvis": [0, -45]}, ["a foot 7.7 under the ground"]),
    ],
)
def test_a_pose_no_body_can_take_is_a_fault(body, faults):
    found = draw.faults(_pose(far_leg={"angles": [0, 0]}, **body))
    assert found == faults


def test_a_hand_reaches_what_it_is_told_to_reach():
    figure = draw.person.draw(_pose(near_arm={"reach": [19, -60]}), Paper())
    assert figure.near_arm.end == pytest.approx((19, -60))


def test_a_pose_that_is_like_another_keeps_what_it_does_not_change():
    told = {
        "A": {"title": "a", "eyes": "open", "body": {"pelvis": [0, 0]}, "things": ["floor"]},
        "B": {"like": "A", "title": "b", "body": {"trunk": 9}, "things": ["chair"]},
    }
    whole = draw._whole(told["B"], told)
    assert whole["title"] == "b"
    assert whole["eyes"] == "open"
    assert whole["body"] == {"pelvis": [0, 0], "trunk": 9}
    assert whole["things"] == ["floor", "chair"]


def test_no_two_exercises_share_a_name_of_their_drawing():
    titles = [pose["title"] for pose in draw.poses().values()]
    assert [title for title in titles if titles.count(title) > 1] == []


def test_every_drawing_is_told_in_words():
    assert [name for name, pose in draw.poses().items() if len(pose["alt"].split()) < 8] == []


ANOTHER = {"body": STANDING}


def _painted(name):
    return f'fill="{SHAPES["light"][name]["fill"]}"'


@pytest.mark.parametrize(
    ("wears", "shirt"),
    [({}, "helper_shirt"), ({"wears": "other"}, "other_shirt"), ({"wears": ""}, "shirt")],
)
def test_another_person_is_a_therapist_unless_told(wears, shirt):
    alone = draw.drawing(_pose())
    both = draw.drawing({**_pose(), "others": [{**ANOTHER, **wears}]})
    assert both.count(_painted(shirt)) > alone.count(_painted(shirt))


def test_one_who_faces_left_is_mirrored_where_it_stands():
    told = {**_pose(), "others": [{**ANOTHER, "faces": "left", "at": 50}]}
    assert '<g transform="translate(50 0) scale(-1 1)">' in draw.drawing(told)


def test_arms_that_work_on_the_person_lie_over_it_and_the_rest_behind():
    behind = draw.drawing({**_pose(), "others": [ANOTHER]})
    over = draw.drawing({**_pose(), "others": [{**ANOTHER, "arms_over": True}]})
    before = draw.drawing({**_pose(), "others": [{**ANOTHER, "in_front": True}]})
    last = {told: told.rfind(_painted("helper_shirt")) for told in (behind, over, before)}
    person = {told: told.rfind(_painted("shirt")) for told in (behind, over, before)}
    assert last[behind] < person[behind]
    assert last[over] > person[over]
    assert last[before] > person[before]
    head = SHAPES["outlines"]["head_side"]
    assert over.count(head) == before.count(head) == 2


@pytest.mark.parametrize(
    ("ground", "faults"), [(0, ["another's a foot 36.7 under the ground"]), (41, [])]
)
def test_another_person_is_looked_at_for_what_no_body_can_do(ground, faults):
    low = {**STANDING, "pelvis": [0, -16], "far_leg": {"angles": [0, 0]}}
    assert draw.faults({**_pose(), "others": [{"body": low, "ground": ground}]}) == faults


def test_a_prop_is_drawn_as_the_shapes_say():
    told = {**_pose(), "things": [{"kind": "drawn", "prop": "moon", "at": [0, 0]}]}
    assert SHAPES["props"]["moon"][0][1] in draw.drawing(told)


def test_a_hand_bends_its_fingers_joint_by_joint():
    flat = draw.THINGS["hand"]({"at": [0, 0], "bent": [0, 0, 0], "fan": 0})
    fist = draw.THINGS["hand"]({"at": [0, 0], "bent": [90, 90, 0], "fan": 0})
    assert "M15.4 0L24.4 0L30.8 0L35.6 0" in flat
    assert "M15.4 0L15.4 9L9 9L4.2 9" in fist
