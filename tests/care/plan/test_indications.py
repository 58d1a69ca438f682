"""What an exercise is for: not planned for people who have no need of it."""

import pytest

from care.plan.planned import asked


def kept_out(name: str) -> set[str]:
    return {left.what for left in asked(name).gathered.left_out}


def open_to(name: str) -> set[str]:
    return {candidate.exercise.id for candidate in asked(name).gathered.candidates}


@pytest.mark.parametrize(
    ("name", "out"),
    [
        ("active-man-with-vibration-plate", {"RT007", "RT008", "RT009"}),  # strong toes
        ("amyotrophy-shopkeeper", {"RT007", "RT008", "RT009"}),
        ("peroneal-farmer-three-months", {"RT007", "RT008"}),  # muscles of the tibial nerve
        ("sfn-dry-eyes-allodynia", {"RT007", "RT008", "ST009", "SR004"}),  # the sole hurts
        ("dementia-with-daughter", {"RT007"}),
        ("ulnar-violinist", {"FX015", "SR004", "SR005"}),
        ("radial-saturday-night", {"FX013", "FX015", "AE001", "AE003"}),
        ("meralgia-roofer", {"RT011", "RT012", "SR006", "SR007", "ST011"}),
        ("truncal-band-of-fire", {"BT049", "BT054", "BT013", "SR006", "RT012"}),
        ("bone-metastasis", {"BT027", "BT028", "BT036"}),
        ("gbs-recovery-wheelchair", {"RT026", "RT007", "RT008"}),
        ("sfn-dry-eyes-allodynia", {"AU001", "AU007"}),
        ("sfn-dry-eyes-allodynia", {"AE003", "RT004", "BT052"}),  # 7 of 10 under a sock
        ("truncal-band-of-fire", {"RT024", "RT019"}),  # they press the bulge out
        ("meralgia-roofer", {"FX007", "ST007"}),
        ("active-man-with-vibration-plate", {"AE010"}),  # 9800 steps a day
        ("sixth-nerve-reviewed", {"BT049"}),
        ("radial-saturday-night", {"RT028", "RT030"}),  # well muscles of other nerves
        ("cts-severe-cook", {"RT028"}),
        ("ulnar-violinist", {"RT030"}),
        ("peroneal-farmer-three-months", {"GT002"}),  # a foot that drops takes a brace
        ("amyotrophy-shopkeeper", {"FX009", "SR010"}),  # feet that feel, toes that move
        ("truncal-band-of-fire", {"SR010"}),
        ("dementia-with-daughter", {"BT036", "AE008"}),  # she walks, and not alone
        ("new-hip-four-weeks", {"RT036"}),  # strong enough for a band
        ("cmt-carpenter-hands", {"RT036"}),  # too weak to turn the foot at all
    ],
)
def test_what_nobody_needs_here_stays_out(name, out):
    assert out <= kept_out(name) | ({"AU001", "AU007"} - open_to(name))
    assert not out & open_to(name)


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("radial-saturday-night", {"FX019", "NG006"}),
        ("mmn-watchmaker", {"FX019"}),
        ("sfn-dry-eyes-allodynia", {"SR006"}),
        ("truncal-band-of-fire", {"RT025"}),
        ("tarsal-tunnel-runner", {"RT007"}),
        ("cmt-student-ankles", {"RT007"}),
        ("oh-cook-faint-in-queue", {"AU004"}),
        ("cts-severe-cook", {"NG003", "RT030"}),
        ("cmt-student-ankles", {"RT036"}),  # ankles of MRC 3, which no band may load
        ("multiplex-treated", {"RT036"}),
        ("dsp-bus-driver-past-ulcer", {"FX009"}),
        ("low-vision-eighty-six", {"AE008"}),  # a helper, and a high fall risk
        ("cleaner-plain-words", {"AE008"}),
    ],
)
def test_what_is_needed_is_open(name, there):
    assert there <= open_to(name)


@pytest.mark.parametrize(
    ("name", "exercise"),
    [("sfn-dry-eyes-allodynia", "SR001"), ("cts-severe-cook", "NG003"),
     ("gbs-recovery-wheelchair", "GT001")],
)  # fmt: skip
def test_the_core_of_a_type_is_required(name, exercise):
    assert exercise in asked(name).person.required


def test_imagined_movement_waits_for_left_and_right():
    items = {item.id: item for item in asked("sfn-dry-eyes-allodynia").problem.items}
    assert items["SR006"].entry
    assert not items["SR007"].entry
    assert "SR006" in items["SR007"].after


def test_who_walks_far_walks_ten_minutes_at_a_time():
    bouts = {c.exercise.id: c.doses[0].minutes for c in asked("sfn-developer-prediabetes")
             .gathered.candidates}  # fmt: skip
    assert bouts["AE003"] >= 10
    slow = {c.exercise.id: c.doses[0].continuous_min for c in asked("low-vision-eighty-six")
            .gathered.candidates}  # fmt: skip
    assert slow.get("AE003", 5) == 5


@pytest.mark.parametrize(
    ("name", "exercise", "kind"),
    [
        ("type1-proliferative-eyes", "AE002", "goal_kind/cycling"),
        ("dsp-bus-driver-past-ulcer", "RT010", "goal_kind/rising"),
        ("cmt-carpenter-hands", "RT027", "goal_kind/hand"),
    ],
)
def test_what_trains_the_goal_is_chosen_sooner(name, exercise, kind):
    found = {c.exercise.id: c for c in asked(name).gathered.candidates}[exercise]
    assert kind in {reason.statement for reason in found.why}


def test_a_trial_ends_where_it_was_agreed_to_end():
    made = asked("light-trial-agreed")
    (light,) = (item for item in made.problem.items if item.id == "PB001")
    phases = [p for p in made.frame.phases if p.index <= light.last_phase]
    assert light.per_week_max == 1
    assert 1 <= sum(phase.weeks for phase in phases) <= 6


def test_arms_get_work_while_a_foot_may_bear_nothing():
    assert "RT035" in open_to("charcot-in-cast")
    assert "RT035" not in open_to("dsp-baker-market")
