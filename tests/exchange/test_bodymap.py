"""The body map marks what was told, on the side it was told, and says the same in words."""

import re
from datetime import date

import pytest

from surefoot.care.summary.page import BodyMap, Marked, Page, Section
from surefoot.care.summary.where import in_words
from surefoot.exchange.pages import as_html, as_pdf, as_text, bodymap
from surefoot.knowledge.load import load

SITES = load().sites
WHOLE = {f"{part}_{side}" for part in ("hands", "feet") for side in ("left", "right")}
FEET = tuple(site for site, row in SITES.items() if row.group == "feet")


def test_every_site_of_the_vocabulary_has_a_zone_and_every_zone_a_site():
    zones = {zone for view in bodymap.VIEWS for zone in bodymap.drawing(view).zones}
    assert zones - WHOLE == set(SITES)
    assert zones >= WHOLE


@pytest.mark.parametrize("view", bodymap.VIEWS)
def test_what_is_left_on_the_picture_is_left_in_the_words(view):
    """The zones of a side lie on the half of the picture that bears the name of that side."""
    drawn = bodymap.drawing(view)
    offset = float(re.findall(r"-?[0-9.]+", drawn.origin)[0])
    label = {words: float(x) for words, x, _ in drawn.sides}
    for zone, outline in drawn.zones.items():
        side = zone.rpartition("_")[2]
        if side in label:
            x = float(re.findall(r"-?[0-9.]+", outline)[0]) + offset
            assert (x < drawn.wide / 2) == (label[side] < drawn.wide / 2), zone


@pytest.mark.parametrize(
    ("sites", "views"),
    [
        (("thigh_front_left",), ("front",)),
        (("calf_left",), ("back",)),
        (("shoulder_left",), ("front",)),
        (("thigh_front_left", "calf_left"), ("front", "back")),
        (("heel_left",), ("soles",)),
        (("great_toe_left",), ("soles", "tops")),
        (("foot_top_right", "thigh_front_left"), ("front", "tops")),
        (("hand_palm_left", "hand_back_left"), ("palms", "hand_backs")),
        ((), ()),
    ],
)
def test_the_views_shown_are_those_that_show_something(sites, views):
    assert bodymap.views({site: ("pain",) for site in sites}) == views


def _painted(view, marked):
    """The outlines that carry a tint, by the zone they belong to."""
    by_outline = {d: zone for zone, d in bodymap.drawing(view).zones.items()}
    found = re.findall(r'class="tint (\w+)" d="([^"]+)"', bodymap.picture(view, marked))
    return {by_outline[d]: symptom for symptom, d in found}


def test_only_what_was_told_is_marked_and_only_on_its_side():
    assert _painted("soles", {"heel_left": ("pain",)}) == {"heel_left": "pain"}


def test_a_foot_seen_close_is_also_marked_on_the_whole_body():
    marked = {"heel_left": ("pain",), "thigh_front_left": ("weakness",)}
    assert _painted("front", marked) == {"thigh_front_left": "weakness", "feet_left": "pain"}


def test_two_symptoms_at_one_site_show_both_patterns():
    drawn = bodymap.picture("soles", {"heel_left": ("pain", "numbness")})
    assert drawn.count('fill="url(#soles-pain)"') == 1
    assert drawn.count('fill="url(#soles-numbness)"') == 1


def test_a_symptom_without_a_paint_of_its_own_is_still_marked():
    assert _painted("soles", {"heel_left": ("balance",)}) == {"heel_left": "other"}


@pytest.mark.parametrize(
    ("sites", "words"),
    [
        (FEET, "both feet"),
        (tuple(s for s in FEET if s.endswith("_left")), "left foot"),
        (FEET[1:], None),
        (("great_toe_left", "great_toe_right"), "big toe on both sides"),
        (("great_toe_left",), "left big toe"),
        (("thigh_front_left", "hip_left"), "left thigh (front), left hip"),
        (("ball_1_left", "ball_1_right"), "ball of the foot (inner) on both sides"),
        (("spine_midline",), "middle of the spine"),
        ((*FEET, "calf_left"), "both feet, left calf"),
    ],
)
def test_sites_are_said_as_a_person_says_them(sites, words):
    said = in_words(sites, load())
    assert said == words if words else "both feet" not in said


def _map(*rows: Marked) -> Page:
    return Page(
        reader="patient",
        title="Your plan",
        subtitle="",
        made_on=date(2026, 11, 22),
        sections=(Section(title="Where", blocks=(BodyMap(rows=rows),)),),
        foot=(),
    )


def test_every_surface_says_in_words_what_the_picture_shows():
    shown = _map(
        Marked(symptom="pain", name="Pain, 5 of 10", where="Left heel", sites=("heel_left",))
    )
    assert "Pain, 5 of 10: Left heel." in as_text(shown)
    assert 'role="img" aria-label="Pain, 5 of 10: Left heel."' in as_html(shown)
    assert len(as_pdf(shown)) > len(as_pdf(_map()))
