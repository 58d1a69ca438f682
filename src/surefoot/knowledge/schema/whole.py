"""The whole knowledge: which tables there are, in which files, of which shape."""

from collections.abc import Mapping
from dataclasses import dataclass

from surefoot.knowledge.schema import causes as why
from surefoot.knowledge.schema import effects as effect_rows
from surefoot.knowledge.schema import exercises as library
from surefoot.knowledge.schema import instruments as instrument_rows
from surefoot.knowledge.schema import intake as intake_rows
from surefoot.knowledge.schema import measures as measure_rows
from surefoot.knowledge.schema import patterns as types
from surefoot.knowledge.schema import plan_rules as rules
from surefoot.knowledge.schema import policy as asked
from surefoot.knowledge.schema import red_flags as flags
from surefoot.knowledge.schema import safety as safety_rows
from surefoot.knowledge.schema import techniques as technique_rows
from surefoot.knowledge.schema import vocabulary as words
from surefoot.knowledge.schema.statement import Row, Source
from surefoot.knowledge.schema.wording import Wording


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of row: the field of `Knowledge`, the files that hold it, its shape, its key."""

    field: str
    pattern: str
    model: type[Row]
    key: str = "id"


class Knowledge(Row):
    """All that is known, by table and id. Frozen; one object a process."""

    version: str
    sources: Mapping[str, Source]
    findings: Mapping[str, words.Finding]
    conversions: Mapping[str, words.Conversion]
    unit_words: Mapping[str, words.UnitWord]
    value_words: Mapping[str, words.ValueWord]
    sites: Mapping[str, words.Site]
    symptom_groups: Mapping[str, words.SymptomRow]
    symptom_courses: Mapping[str, words.SymptomCourse]
    symptom_notes: Mapping[str, words.SymptomNote]
    pattern_shortcuts: Mapping[str, words.PatternShortcut]
    gates: Mapping[str, asked.Gate]
    closings: Mapping[str, asked.Closing]
    measurements: Mapping[str, asked.Measurement]
    openings: Mapping[str, asked.Opening]
    policies: Mapping[str, asked.Policy]
    review_rules: Mapping[str, asked.ReviewRule]
    scope_rules: Mapping[str, asked.ScopeRule]
    fresh_findings: Mapping[str, asked.FreshFinding]
    red_flags: Mapping[str, flags.RedFlag]
    contact_doors: Mapping[str, flags.ContactDoor]
    red_flag_readings: Mapping[str, flags.RedFlagReading]
    wordings: Mapping[str, Wording]
    patterns: Mapping[str, types.Pattern]
    overlap_groups: Mapping[str, types.OverlapGroup]
    pattern_exclusions: Mapping[str, types.Exclusion]
    pattern_findings: Mapping[str, types.PatternFinding]
    bedside_tests: Mapping[str, types.BedsideTest]
    pattern_questions: Mapping[str, types.Question]
    criteria: Mapping[str, types.Criterion]
    nerves: Mapping[str, types.Nerve]
    pattern_pairs: Mapping[str, types.Pair]
    extent_grades: Mapping[str, types.ExtentGrade]
    extent_signs: Mapping[str, types.ExtentSign]
    extent_needs: Mapping[str, types.ExtentNeed]
    small_fibre_grades: Mapping[str, types.SmallFibreGrade]
    extent_rules: Mapping[str, types.ExtentRule]
    conventions: Mapping[str, types.Convention]
    causes: Mapping[str, why.Cause]
    cause_outcomes: Mapping[str, why.CauseOutcome]
    cause_facts: Mapping[str, why.CauseFact]
    modifiers: Mapping[str, why.Modifier]
    reversibility_classes: Mapping[str, why.ReversibilityClass]
    prognosis_steps: Mapping[str, why.PrognosisStep]
    prognosis_rules: Mapping[str, why.PrognosisRule]
    prognosis_words: Mapping[str, why.PrognosisWord]
    prognosis_figures: Mapping[str, why.PrognosisFigure]
    trajectory_priors: Mapping[str, why.TrajectoryPrior]
    trajectory_rules: Mapping[str, why.TrajectoryRule]
    drugs: Mapping[str, why.Drug]
    gaps: Mapping[str, types.Gap]
    techniques: Mapping[str, technique_rows.TechniqueRow]
    technique_doses: Mapping[str, technique_rows.Dose]
    technique_progressions: Mapping[str, technique_rows.Progression]
    technique_notes: Mapping[str, technique_rows.TechniqueNote]
    study_findings: Mapping[str, technique_rows.StudyFinding]
    stop_signs: Mapping[str, technique_rows.StopSign]
    after_stop: Mapping[str, technique_rows.AfterStop]
    intervention_gaps: Mapping[str, technique_rows.InterventionGap]
    tags: Mapping[str, library.Tag]
    tag_blocks: Mapping[str, library.TagBlock]
    exercises: Mapping[str, library.Exercise]
    conditions: Mapping[str, safety_rows.Condition]
    condition_rings: Mapping[str, safety_rows.ConditionRing]
    safety_matrix: Mapping[str, safety_rows.MatrixRow]
    matrix_columns: Mapping[str, safety_rows.MatrixColumn]
    areas: Mapping[str, safety_rows.Area]
    site_regions: Mapping[str, safety_rows.SiteRegion]
    safety_limits: Mapping[str, safety_rows.Limit]
    open_sets: Mapping[str, safety_rows.OpenSet]
    examination_parts: Mapping[str, safety_rows.ExaminationPart]
    safety_principles: Mapping[str, safety_rows.SafetyPrinciple]
    effects: Mapping[str, effect_rows.Effect]
    effect_rules: Mapping[str, effect_rows.EffectRule]
    robustness: Mapping[str, effect_rows.Robustness]
    episode_rules: Mapping[str, rules.EpisodeRule]
    session_phases: Mapping[str, rules.SessionPhase]
    recovery_rules: Mapping[str, rules.RecoveryRule]
    caps: Mapping[str, rules.Cap]
    progression_rules: Mapping[str, rules.ProgressionRule]
    entry_levels: Mapping[str, rules.EntryLevel]
    course_phases: Mapping[str, rules.CoursePhase]
    visit_rates: Mapping[str, rules.VisitRate]
    paces: Mapping[str, rules.Pace]
    adherence: Mapping[str, rules.AdherenceFact]
    lifestyle: Mapping[str, rules.LifestyleChange]
    mixes: Mapping[str, rules.Mix]
    course_limits: Mapping[str, rules.CourseLimit]
    mix_notes: Mapping[str, rules.MixNote]
    manners: Mapping[str, rules.Manner]
    share_additions: Mapping[str, rules.ShareAddition]
    share_fallbacks: Mapping[str, rules.ShareFallback]
    goal_weights: Mapping[str, rules.GoalWeight]
    goal_kinds: Mapping[str, rules.GoalKind]
    goal_priorities: Mapping[str, rules.GoalPriority]
    billing_codes: Mapping[str, rules.BillingCode]
    unit_rules: Mapping[str, rules.UnitRule]
    billing_examples: Mapping[str, rules.BillingExample]
    must_haves: Mapping[str, rules.MustHave]
    plan_weights: Mapping[str, rules.PlanWeight]
    rhythms: Mapping[str, rules.Rhythm]
    equipment: Mapping[str, rules.Equipment]
    indications: Mapping[str, rules.Indication]
    goal_measures: Mapping[str, rules.GoalMeasure]
    topics: Mapping[str, rules.Topic]
    instruments: Mapping[str, instrument_rows.Instrument]
    instrument_bands: Mapping[str, instrument_rows.InstrumentBands]
    instrument_flags: Mapping[str, instrument_rows.InstrumentFlag]
    instrument_alarms: Mapping[str, instrument_rows.InstrumentAlarm]
    instrument_notes: Mapping[str, instrument_rows.InstrumentNote]
    norms: Mapping[str, instrument_rows.Norm]
    licences: Mapping[str, measure_rows.LicenceEntry]
    changes: Mapping[str, measure_rows.ChangeLimit]
    instrument_conventions: Mapping[str, measure_rows.InstrumentConvention]
    missing_policies: Mapping[str, measure_rows.MissingPolicy]
    change_classes: Mapping[str, measure_rows.ChangeLabel]
    instrument_limits: Mapping[str, measure_rows.InstrumentLimit]
    core_measures: Mapping[str, measure_rows.CoreMeasure]
    core_blocks: Mapping[str, measure_rows.CoreBlock]
    core_rules: Mapping[str, measure_rows.CoreRule]
    core_gates: Mapping[str, measure_rows.CoreGate]
    retests: Mapping[str, measure_rows.Retest]
    sway_metrics: Mapping[str, measure_rows.SwayMetric]
    sensory_ratios: Mapping[str, measure_rows.SensoryRatio]
    balance_patterns: Mapping[str, measure_rows.BalancePattern]
    sway_notes: Mapping[str, measure_rows.SwayNote]
    gait_metrics: Mapping[str, measure_rows.GaitMetric]
    intake_steps: Mapping[str, intake_rows.IntakeStep]
    intake_questions: Mapping[str, intake_rows.IntakeQuestion]
    intake_paints: Mapping[str, intake_rows.IntakePaint]
    body_zones: Mapping[str, intake_rows.BodyZone]
    intake_urgencies: Mapping[str, intake_rows.IntakeUrgency]
    intake_times: Mapping[str, intake_rows.IntakeTime]
    intake_numbers: Mapping[str, intake_rows.IntakeNumber]
    intake_problems: Mapping[str, intake_rows.IntakeProblem]
    translations: Mapping[str, intake_rows.Translation]


TABLES: tuple[Table, ...] = (
    Table("sources", "sources/*.toml", Source),
    Table("findings", "findings*.csv", words.Finding),
    Table("conversions", "units.csv", words.Conversion),
    Table("unit_words", "unit_words.csv", words.UnitWord),
    Table("value_words", "value_words.csv", words.ValueWord),
    Table("sites", "body_sites.csv", words.Site),
    Table("symptom_groups", "symptoms.toml", words.SymptomRow),
    Table("symptom_courses", "symptoms.toml", words.SymptomCourse),
    Table("symptom_notes", "symptoms.toml", words.SymptomNote),
    Table("pattern_shortcuts", "symptoms.toml", words.PatternShortcut),
    Table("gates", "gates.toml", asked.Gate),
    Table("closings", "gates.toml", asked.Closing),
    Table("measurements", "gates.toml", asked.Measurement),
    Table("openings", "gates.toml", asked.Opening),
    Table("policies", "policy.toml", asked.Policy),
    Table("review_rules", "policy.toml", asked.ReviewRule),
    Table("scope_rules", "policy.toml", asked.ScopeRule),
    Table("fresh_findings", "policy.toml", asked.FreshFinding),
    Table("red_flags", "red_flags.toml", flags.RedFlag),
    Table("contact_doors", "red_flags.toml", flags.ContactDoor),
    Table("red_flag_readings", "red_flags.toml", flags.RedFlagReading),
    Table("wordings", "wordings.toml", Wording),
    Table("patterns", "patterns.toml", types.Pattern),
    Table("overlap_groups", "patterns.toml", types.OverlapGroup),
    Table("pattern_exclusions", "patterns.toml", types.Exclusion),
    Table("pattern_findings", "pattern_findings.csv", types.PatternFinding),
    Table("bedside_tests", "bedside_tests.toml", types.BedsideTest),
    Table("pattern_questions", "pattern_questions.toml", types.Question),
    Table("criteria", "criteria.toml", types.Criterion),
    Table("nerves", "nerves.toml", types.Nerve),
    Table("pattern_pairs", "pairs.toml", types.Pair),
    Table("extent_grades", "extent.toml", types.ExtentGrade),
    Table("extent_signs", "extent.toml", types.ExtentSign),
    Table("extent_needs", "extent.toml", types.ExtentNeed),
    Table("small_fibre_grades", "extent.toml", types.SmallFibreGrade),
    Table("extent_rules", "extent.toml", types.ExtentRule),
    Table("conventions", "conventions.toml", types.Convention),
    Table("causes", "causes.toml", why.Cause),
    Table("cause_outcomes", "causes.toml", why.CauseOutcome),
    Table("cause_facts", "cause_facts.toml", why.CauseFact),
    Table("modifiers", "modifiers.toml", why.Modifier),
    Table("reversibility_classes", "reversibility.toml", why.ReversibilityClass),
    Table("prognosis_steps", "reversibility.toml", why.PrognosisStep),
    Table("prognosis_rules", "reversibility.toml", why.PrognosisRule),
    Table("prognosis_words", "reversibility.toml", why.PrognosisWord),
    Table("prognosis_figures", "prognosis_figures.csv", why.PrognosisFigure),
    Table("trajectory_priors", "trajectory_priors.toml", why.TrajectoryPrior),
    Table("trajectory_rules", "trajectory_priors.toml", why.TrajectoryRule),
    Table("drugs", "drugs.csv", why.Drug),
    Table("gaps", "gaps.toml", types.Gap),
    Table("techniques", "techniques/*.toml", technique_rows.TechniqueRow, key="technique"),
    Table("technique_doses", "techniques/*.toml", technique_rows.Dose, key="technique"),
    Table(
        "technique_progressions", "techniques/*.toml", technique_rows.Progression, key="holds_for"
    ),
    Table("technique_notes", "techniques/*.toml", technique_rows.TechniqueNote),
    Table("study_findings", "evidence.csv", technique_rows.StudyFinding),
    Table("stop_signs", "stop_signs.toml", technique_rows.StopSign),
    Table("after_stop", "stop_signs.toml", technique_rows.AfterStop),
    Table("intervention_gaps", "intervention_gaps.toml", technique_rows.InterventionGap),
    Table("tags", "tags.toml", library.Tag),
    Table("tag_blocks", "tags.toml", library.TagBlock),
    Table("exercises", "exercises*.csv", library.Exercise),
    Table("conditions", "safety.toml", safety_rows.Condition, key="code"),
    Table("condition_rings", "safety_rings.toml", safety_rows.ConditionRing, key="condition"),
    Table("safety_matrix", "safety_matrix.csv", safety_rows.MatrixRow, key="condition"),
    Table("matrix_columns", "safety_reading.toml", safety_rows.MatrixColumn),
    Table("areas", "safety_areas.toml", safety_rows.Area),
    Table("site_regions", "safety_areas.toml", safety_rows.SiteRegion, key="place"),
    Table("safety_limits", "safety_limits.toml", safety_rows.Limit),
    Table("open_sets", "safety_reading.toml", safety_rows.OpenSet),
    Table("examination_parts", "safety_reading.toml", safety_rows.ExaminationPart),
    Table("safety_principles", "safety_reading.toml", safety_rows.SafetyPrinciple),
    Table("effects", "effects.csv", effect_rows.Effect),
    Table("effect_rules", "effect_model.toml", effect_rows.EffectRule),
    Table("robustness", "effect_model.toml", effect_rows.Robustness),
    Table("episode_rules", "plan_rules/*.toml", rules.EpisodeRule),
    Table("session_phases", "plan_rules/*.toml", rules.SessionPhase),
    Table("recovery_rules", "plan_rules/*.toml", rules.RecoveryRule),
    Table("caps", "plan_rules/*.toml", rules.Cap),
    Table("progression_rules", "plan_rules/*.toml", rules.ProgressionRule),
    Table("entry_levels", "plan_rules/*.toml", rules.EntryLevel),
    Table("course_phases", "plan_rules/*.toml", rules.CoursePhase),
    Table("visit_rates", "plan_rules/*.toml", rules.VisitRate),
    Table("paces", "plan_rules/*.toml", rules.Pace),
    Table("adherence", "plan_rules/*.toml", rules.AdherenceFact),
    Table("lifestyle", "plan_rules/*.toml", rules.LifestyleChange),
    Table("mixes", "plan_rules/*.toml", rules.Mix),
    Table("course_limits", "plan_rules/*.toml", rules.CourseLimit),
    Table("mix_notes", "plan_rules/*.toml", rules.MixNote),
    Table("manners", "plan_rules/*.toml", rules.Manner),
    Table("share_additions", "plan_rules/*.toml", rules.ShareAddition),
    Table("share_fallbacks", "plan_rules/*.toml", rules.ShareFallback),
    Table("goal_weights", "plan_rules/*.toml", rules.GoalWeight),
    Table("goal_kinds", "plan_rules/*.toml", rules.GoalKind),
    Table("goal_priorities", "plan_rules/*.toml", rules.GoalPriority),
    Table("billing_codes", "plan_rules/*.toml", rules.BillingCode),
    Table("unit_rules", "plan_rules/*.toml", rules.UnitRule),
    Table("billing_examples", "plan_rules/*.toml", rules.BillingExample),
    Table("must_haves", "plan_rules/*.toml", rules.MustHave),
    Table("plan_weights", "plan_rules/*.toml", rules.PlanWeight),
    Table("rhythms", "plan_rules/*.toml", rules.Rhythm),
    Table("equipment", "plan_rules/*.toml", rules.Equipment, key="name"),
    Table("indications", "plan_rules/*.toml", rules.Indication),
    Table("goal_measures", "plan_rules/*.toml", rules.GoalMeasure),
    Table("topics", "education.toml", rules.Topic),
    Table("instruments", "instruments/*.toml", instrument_rows.Instrument),
    Table("instrument_bands", "instruments/*.toml", instrument_rows.InstrumentBands),
    Table("instrument_flags", "instruments/*.toml", instrument_rows.InstrumentFlag),
    Table("instrument_alarms", "instruments/*.toml", instrument_rows.InstrumentAlarm),
    Table("instrument_notes", "instruments/*.toml", instrument_rows.InstrumentNote),
    Table("norms", "instruments/norms/*.csv", instrument_rows.Norm),
    Table("licences", "licences.toml", measure_rows.LicenceEntry),
    Table("changes", "changes.csv", measure_rows.ChangeLimit),
    Table(
        "instrument_conventions", "instrument_conventions.toml", measure_rows.InstrumentConvention
    ),
    Table("missing_policies", "instrument_conventions.toml", measure_rows.MissingPolicy),
    Table("change_classes", "instrument_conventions.toml", measure_rows.ChangeLabel),
    Table("instrument_limits", "instrument_limits.toml", measure_rows.InstrumentLimit),
    Table("core_measures", "core_set.toml", measure_rows.CoreMeasure),
    Table("core_blocks", "core_set.toml", measure_rows.CoreBlock),
    Table("core_rules", "core_set.toml", measure_rows.CoreRule),
    Table("core_gates", "core_set.toml", measure_rows.CoreGate),
    Table("retests", "core_set.toml", measure_rows.Retest),
    Table("sway_metrics", "sway_metrics.toml", measure_rows.SwayMetric),
    Table("sensory_ratios", "sway_metrics.toml", measure_rows.SensoryRatio),
    Table("balance_patterns", "sway_metrics.toml", measure_rows.BalancePattern),
    Table("sway_notes", "*_metrics.toml", measure_rows.SwayNote),
    Table("gait_metrics", "gait_metrics.toml", measure_rows.GaitMetric),
    Table("intake_steps", "intake.toml", intake_rows.IntakeStep),
    Table("intake_questions", "intake.toml", intake_rows.IntakeQuestion),
    Table("intake_paints", "intake.toml", intake_rows.IntakePaint),
    Table("body_zones", "intake.toml", intake_rows.BodyZone),
    Table("intake_urgencies", "intake.toml", intake_rows.IntakeUrgency),
    Table("intake_times", "intake.toml", intake_rows.IntakeTime),
    Table("intake_numbers", "intake.toml", intake_rows.IntakeNumber),
    Table("intake_problems", "intake.toml", intake_rows.IntakeProblem),
    Table("translations", "translations/*.csv", intake_rows.Translation),
)
