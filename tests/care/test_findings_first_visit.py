"""The first visit: what a gate or a symptom group settles, and what is left to measure or ask."""

from dataclasses import replace
from datetime import timedelta

import pytest

from care.said import KNOWLEDGE, TODAY, findings, person
from surefoot.care.case import Case, ClinicMeans, NotDone, Symptom
from surefoot.care.findings import Findings
from surefoot.terms import Grade, Setting, SymptomGroup, Urgency


def of(case: Case) -> Findings:
    return Findings(case, KNOWLEDGE)


class TestGates:
    def test_no_closes_what_the_gate_names(self):
        told = of(replace(person(), gates={"heart": False}))
        assert told.truth("cond_cardiac_unstable") is False
        assert told.value("rf_silent") == "none"
        assert told.truth("chest_pain") is False
        assert told.missing("cond_cardiac_unstable") == ()
        assert told.contradictions() == ()

    def test_yes_and_not_sure_close_nothing(self):
        for gates in ({"heart": True}, {}):
            told = of(replace(person(), gates=gates))
            assert told.truth("cond_cardiac_unstable") is None

    def test_a_known_positive_wins_and_is_told(self):
        told = of(replace(person("cardiac_unstable chest_pain"), gates={"heart": False}))
        assert told.truth("cond_cardiac_unstable") is True
        assert told.urgency("rf_silent") is Urgency.U0
        (reason,) = told.contradictions()
        assert reason.statement == "heart"
        assert set(reason.findings) == {"chest_pain", "cond_cardiac_unstable", "rf_silent"}
        assert reason.grade is Grade.POLICY

    @pytest.mark.parametrize(
        ("line", "gate", "found"),
        [
            ("exit_site_line", "skin_or_foot_wound", ()),
            ("exit_site_line wound_other_open", "skin_or_foot_wound",
             ("wound_other_open", "cond_wound_other")),
            ("pulses_absent@left", "leg_artery", ()),
            ("pulses_absent@left pad_known", "leg_artery", ("pad_known", "cond_pad_claud")),
            ("saddle_numbness", "breath_swallow_or_fast_weakness", ()),
            ("saddle_numbness strength_falling_4wk", "breath_swallow_or_fast_weakness",
             ("cond_progressive_motor",)),
        ],
    )  # fmt: skip
    def test_what_a_question_does_not_ask_about_contradicts_no_answer(self, line, gate, found):
        told = of(replace(person(line), gates={gate: False}))
        assert tuple(code for r in told.contradictions() for code in r.findings) == found
        closed = {"skin_or_foot_wound": "cond_wound_other", "leg_artery": "cond_pad_claud",
                  "breath_swallow_or_fast_weakness": "cond_progressive_motor"}  # fmt: skip
        assert told.truth(closed[gate]) is True

    def test_some_close_only_once_it_was_measured(self):
        gates = {"falls": False}
        assert of(replace(person(), gates=gates)).truth("cond_falls_high_unsup") is None
        seen = of(replace(person("cst30_reps=14"), gates=gates))
        assert seen.truth("cond_falls_high_unsup") is False
        slow = of(replace(person("tug_s=14"), gates=gates))
        assert slow.truth("cond_falls_high_unsup") is True

    def test_the_pool_is_asked_about_only_where_there_is_one(self):
        dry = of(person())
        assert dry.truth("cond_water_fear") is False
        wet = of(replace(person(), means=ClinicMeans(settings=(Setting.POOL,))))
        assert wet.truth("cond_water_fear") is None
        assert wet.open_gates("cond_water_fear") == ("water",)
        assert dry.open_gates("cond_water_fear") == ()
        assert dry.truth("cond_airway_open") is None

    def test_open_gates_come_in_their_order(self):
        told = of(person())
        assert told.open_gates("cond_airway_open") == ("breath_swallow_or_fast_weakness",)
        answered = of(replace(person(), gates={"heart": True}))
        assert answered.open_gates("rf_silent") == ()


class TestSymptomGroups:
    def said(self, group: str, *, present: bool | None, line: str = "", **more: object) -> Findings:
        symptom = Symptom(group=SymptomGroup(group), present=present, **more)
        return of(replace(person(line), symptoms=(symptom,)))

    def test_an_absent_group_has_none_of_its_parts(self):
        told = self.said("weakness", present=False)
        assert told.truth("symptom_weakness") is False
        assert told.holds("any_side(foot_drop)") is False
        assert told.holds('at(weakness, "feet")') is False
        assert told.truth("trips_over_toes") is False

    def test_a_present_group_is_present_before_its_parts_are_known(self):
        told = self.said("pain", present=True, sites=("heel_left",))
        assert told.truth("symptom_pain") is True
        assert told.holds("any_site(pain_burning)") is None

    def test_marked_sites_say_where_a_group_of_one_part_is(self):
        told = self.said("touch", present=True, sites=("heel_left", "arch_left"))
        assert told.at_site("touch_pain", "heel_left") is True
        assert told.at_site("touch_pain", "heel_right") is False
        assert told.holds("any_site(touch_pain)") is True

    def test_not_sure_says_nothing(self):
        assert self.said("cramps", present=None).truth("symptom_cramps") is None

    def test_a_known_part_wins_over_a_group_that_was_denied(self):
        told = self.said("weakness", present=False, line="foot_drop@left")
        assert told.truth("symptom_weakness") is True
        (reason,) = told.contradictions()
        assert reason.findings == ("foot_drop",)

    def test_onset_and_course_come_from_the_groups_where_nobody_recorded_them(self):
        since = TODAY - timedelta(days=90)
        told = self.said("numbness", present=True, since=since, course="worse")
        assert told.value("symptom_onset_on") == since
        assert told.truth("still_worsening") is True
        assert self.said("numbness", present=True, course="same").truth("still_worsening") is False
        assert self.said("numbness", present=True).truth("still_worsening") is None
        recorded = self.said("numbness", present=True, course="worse", line="!still_worsening")
        assert recorded.truth("still_worsening") is False


class TestFirstVisit:
    def test_a_phone_call_leaves_everything_to_be_measured(self):
        missing = of(person()).unmeasured()
        assert missing == (
            "feet",
            "pulses",
            "monofilament",
            "vibration",
            "position",
            "ankle_reflexes",
            "strength",
            "orthostatic",
            "mobility",
            "temperature",
        )
        assert of(person()).truth("ring2_done") is False

    def test_once_measured_what_is_judged_at_each_visit_starts_as_no(self):
        told = findings(well=True)
        assert told.unmeasured() == ()
        assert told.truth("ring2_done") is True
        silent = findings("?symptoms_linger_30min ?soreness_over_48h ?oedema_grade", well=True)
        for code in ("cond_nerve_irritable", "cond_overwork", "cond_edema_2plus"):
            assert silent.truth(code) is False
            assert of(person()).truth(code) is None

    def test_unable_counts_as_done_and_declined_does_not(self):
        def without_mobility(why: str) -> Findings:
            case = person("?tug_s ?cst30_reps", well=True)
            return of(replace(case, not_done=(NotDone(code="tug_s", why=why, on=TODAY),)))

        assert without_mobility("unable").unmeasured() == ()
        assert without_mobility("declined").unmeasured() == ("mobility",)

    def test_temperature_is_measured_if_ill(self):
        assert findings("?temp_c", well=True).unmeasured() == ()
        assert findings("?temp_c systemically_unwell", well=True).unmeasured() == ("temperature",)

    def test_who_walks_is_at_no_risk_of_pressure_sores_unless_shown(self):
        assert findings("can_walk").truth("cond_pressure_risk") is False
        assert findings("tug_s=9").truth("cond_pressure_risk") is False
        assert findings("!can_walk").truth("cond_pressure_risk") is None
        assert findings("can_walk insensate_sacrum_or_heel").truth("cond_pressure_risk") is True


def test_after_all_gates_and_the_first_visit_nothing_is_left_to_ask():
    """Ring 1 answered "no" and ring 2 normal settle all 64 conditions and all 60 red flags."""
    measured = {
        code
        for row in KNOWLEDGE.measurements.values()
        for need in row.needs
        for code in need.split("|")
    }
    case = person(well=True)
    facts = tuple(fact for fact in case.facts if fact.code in {*measured, "phq2_score"})
    gates = dict.fromkeys(KNOWLEDGE.gates, False)
    groups = tuple(Symptom(group=group, present=False) for group in SymptomGroup)
    told = of(replace(case, facts=facts, gates=gates, symptoms=groups))
    conditions = [code for code in KNOWLEDGE.findings if code.startswith("cond_")]
    assert [code for code in conditions if told.truth(code) is not False] == []
    assert [code for code in KNOWLEDGE.red_flags if told.value(code) != "none"] == []
