"""What a condition asks for is printed whole: on the first screen, below it, and at home."""

import re
from dataclasses import replace

import pytest

from lines import example, line
from surefoot.care.plan.records import PlanOfCare
from surefoot.care.summary import Chart, therapist_page
from surefoot.care.summary.cautions import at_home
from surefoot.care.summary.chart import lower_first
from surefoot.care.summary.limits import plain
from surefoot.command.pages.plan import plan_page
from surefoot.exchange.pages import as_text
from surefoot.terms import Grade, Reason


def planned(name: str) -> tuple[Chart, PlanOfCare]:
    chart = example(name).chart
    assert isinstance(chart.plan, PlanOfCare)
    return chart, chart.plan


def text(chart: Chart) -> str:
    return " ".join(as_text(therapist_page(chart), width=2000).split())


def with_condition(code: str) -> str:
    """The page of Mei as if one condition more had been found."""
    chart, plan = planned("mei-dizzy-on-standing")
    conditions = tuple(dict.fromkeys((*plan.conditions, code)))
    return text(replace(chart, plan=replace(plan, conditions=conditions)))


@pytest.mark.parametrize("name", ["mei-dizzy-on-standing", "otto-open-foot-ulcer"])
def test_every_instruction_about_everything_is_printed(name):
    chart, plan = planned(name)
    said = text(chart).lower()
    rows = [row for row in chart.knowledge.conditions.values() if row.code in plan.conditions]
    asked = [i for row in rows for i in row.instructions if i.kind != "reopen" and not i.about]
    assert len(asked) > len(rows)
    assert [i.says for i in asked if plain(i.says, chart).lower() not in said] == []


def test_the_room_of_who_does_not_sweat_and_the_sign_to_stop_at_are_told_at_once():
    said = with_condition("HEAT_ANHIDROSIS")
    assert "Room of at most 22 °C, fans, fluids, bouts of at most 15-20 min." in said
    assert "Flushed, dry or confused = stop and cool down." in said


def test_an_instruction_about_nothing_planned_is_left_out_unless_it_is_the_only_one():
    chart, plan = planned("mei-dizzy-on-standing")
    assert not any(choice.technique == "aquatic" for choice in plan.techniques)
    assert "slow pool exit by the steps" not in text(chart).lower()
    assert "No pool until the wound is closed." in with_condition("WOUND_OTHER")


def test_a_sign_to_stop_at_is_never_put_off_to_the_details():
    chart, plan = planned("mei-dizzy-on-standing")
    page = therapist_page(chart)
    first = [section for section in page.sections if section.place != "more"]
    said = as_text(replace(page, sections=tuple(first)), width=2000)
    assert "CAN" in plan.conditions
    assert "Watch for silent ischaemia" in said


def test_a_caution_at_home_is_told_whole_and_with_its_items():
    chart, plan = planned("rosa-numb-burning-feet")
    home = plan.weeks[0].home
    first, *others = home.exercises
    note = Reason(
        says="Fear of water: By the rail; never forced.", statement="x", grade=Grade.UNREVIEWED
    )
    bare = tuple(replace(item, modifications=()) for item in others)
    careful = replace(first, modifications=(note,))
    name = chart.knowledge.exercises[first.exercise].name
    one = replace(home, exercises=(careful, *bare), self_care=())
    assert list(at_home(chart, one)) == [(name, "Fear of water: by the rail; never forced.")]
    both = tuple(replace(item, modifications=(note,)) for item in home.exercises)
    every = replace(home, exercises=both, self_care=())
    assert next(iter(at_home(chart, every)))[0] == "Every exercise"


def carried(name: str, says: str, about: str, code: str = "") -> dict[str, str]:
    """What is watched at home where one caution is carried by the first exercise or by all."""
    chart, plan = planned(name)
    note = Reason(says=says, statement="x", grade=Grade.UNREVIEWED)
    home = plan.weeks[0].home
    items = tuple(
        replace(item, modifications=(note,) if n == 0 or about == "all" else ())
        for n, item in enumerate(home.exercises)
    )
    conditions = (*plan.conditions, *((code,) if code else ()))
    chart = replace(chart, plan=replace(plan, conditions=conditions))
    return dict(at_home(chart, replace(home, exercises=items, self_care=())))


LONG = "On insulin or a drug that lowers glucose too far: Carry glucose or fast sugar."


@pytest.mark.parametrize("about", ["all", "one"])
def test_what_the_page_says_of_a_condition_everywhere_is_only_named_at_home(about):
    told = carried("rosa-numb-burning-feet", LONG.replace("Carry", "carry"), about, "INSULIN_SU")
    (words,) = told.values()
    assert words.endswith("holds at home too: on insulin or a drug that lowers glucose too far.")


def test_what_the_page_does_not_say_elsewhere_is_said_in_full_at_home():
    unknown = f"Not known yet, so counted as so: {LONG}"
    for says in (unknown, "On insulin or a drug that lowers glucose too far: Wear a bracelet."):
        (words,) = carried("rosa-numb-burning-feet", says, "all", "INSULIN_SU").values()
        assert words.endswith(says.rpartition(": ")[2][1:])


def test_of_a_condition_the_whole_page_says_each_thing_once():
    chart = line("low-vision-eighty-six").chart
    said = text(chart).lower()
    row = chart.knowledge.conditions["FALLS_HIGH_UNSUP"]
    assert [i.says for i in row.instructions if said.count(i.says.lower()) != 1] == []


def test_a_part_that_begins_a_sentence_is_joined_as_one():
    says = "Fear of water: by the rail; Never forced; out when it is wished"
    (words,) = carried("rosa-numb-burning-feet", says, "all").values()
    assert words == "Fear of water: by the rail. Never forced; out when it is wished."


def home_with(says: str) -> tuple[Chart, list[tuple[str, str]]]:
    """Otto's chart, and his cautions where every exercise at home had this one."""
    chart, plan = planned("otto-open-foot-ulcer")
    first, *others = planned("rosa-numb-burning-feet")[1].weeks[0].home.exercises
    note = Reason(says=says, statement="x", grade=Grade.UNREVIEWED)
    items = tuple(replace(item, modifications=(note,)) for item in (first, *others))
    home = replace(plan.weeks[0].home, exercises=items, self_care=())
    return chart, list(at_home(chart, home))


def test_what_is_asked_of_the_plan_or_of_others_is_no_caution_of_an_exercise():
    _, told = home_with(
        "Depression: Depression is no reason against exercise; act on any risk of suicide first."
    )
    assert told == []


def test_what_the_first_screen_says_of_every_exercise_is_only_named_or_said_whole():
    chart, plan = planned("otto-open-foot-ulcer")
    assert "ULCER_FOOT" in plan.conditions
    ulcer = next(r for r in chart.knowledge.conditions.values() if r.code == "ULCER_FOOT")
    first, stop = (next(i for i in ulcer.instructions if i.kind == k) for k in ("do", "watch"))
    ((who, named),) = home_with(f"{ulcer.name}: {first.says}.")[1]
    assert (who, named.rpartition(": ")[2]) == ("Everything here", f"{lower_first(ulcer.name)}.")
    for beside in (stop.says, "keep it dry"):
        whole = f"{ulcer.name}: {lower_first(first.says)}; {beside}."
        assert home_with(whole)[1] == [("Every exercise", whole)]
    signs = f"{ulcer.name}: {stop.says}."
    assert home_with(signs)[1] == [("Every exercise", signs)]


def test_a_plan_says_first_whom_to_write_to_and_how_soon():
    care = example("mei-dizzy-on-standing")
    assert care.chart.prognosis.referrals
    page = plan_page(care)
    titles = [section.title for section in page.sections if section.place != "top"]
    assert titles[:2] == ["Refer", "Plan"]
    soon = {care.chart.words(f"urgency/{r.urgency.name}") for r in care.chart.prognosis.referrals}
    said = as_text(page, width=2000)
    assert [
        words for words in soon if not re.search(rf"(?mi)^.+  {re.escape(words)}: ", said)
    ] == []
