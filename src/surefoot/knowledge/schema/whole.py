"""The whole knowledge: which tables there are, in which files, of which shape."""

from collections.abc import Mapping
from dataclasses import dataclass

from surefoot.knowledge.schema import effects as effect_rows
from surefoot.knowledge.schema import plan_rules as rules
from surefoot.knowledge.schema.statement import Row, Source
from surefoot.knowledge.schema.vocabulary import Finding
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
    findings: Mapping[str, Finding]
    wordings: Mapping[str, Wording]
    effects: Mapping[str, effect_rows.Effect]
    effect_rules: Mapping[str, effect_rows.EffectRule]
    robustness: Mapping[str, effect_rows.Robustness]
    episode_rules: Mapping[str, rules.EpisodeRule]
    session_phases: Mapping[str, rules.SessionPhase]
    recovery_rules: Mapping[str, rules.RecoveryRule]
    caps: Mapping[str, rules.Cap]
    progression_rules: Mapping[str, rules.ProgressionRule]
    adherence: Mapping[str, rules.AdherenceFact]
    lifestyle: Mapping[str, rules.LifestyleChange]
    mixes: Mapping[str, rules.Mix]
    manners: Mapping[str, rules.Manner]
    share_fallbacks: Mapping[str, rules.ShareFallback]
    goal_weights: Mapping[str, rules.GoalWeight]
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


TABLES: tuple[Table, ...] = (
    Table("sources", "sources/*.toml", Source),
    Table("findings", "findings*.csv", Finding),
    Table("wordings", "wordings.toml", Wording),
    Table("effects", "effects.csv", effect_rows.Effect),
    Table("effect_rules", "effect_model.toml", effect_rows.EffectRule),
    Table("robustness", "effect_model.toml", effect_rows.Robustness),
    Table("episode_rules", "plan_rules/*.toml", rules.EpisodeRule),
    Table("session_phases", "plan_rules/*.toml", rules.SessionPhase),
    Table("recovery_rules", "plan_rules/*.toml", rules.RecoveryRule),
    Table("caps", "plan_rules/*.toml", rules.Cap),
    Table("progression_rules", "plan_rules/*.toml", rules.ProgressionRule),
    Table("adherence", "plan_rules/*.toml", rules.AdherenceFact),
    Table("lifestyle", "plan_rules/*.toml", rules.LifestyleChange),
    Table("mixes", "plan_rules/*.toml", rules.Mix),
    Table("manners", "plan_rules/*.toml", rules.Manner),
    Table("share_fallbacks", "plan_rules/*.toml", rules.ShareFallback),
    Table("goal_weights", "plan_rules/*.toml", rules.GoalWeight),
    Table("goal_priorities", "plan_rules/*.toml", rules.GoalPriority),
    Table("billing_codes", "plan_rules/*.toml", rules.BillingCode),
    Table("unit_rules", "plan_rules/*.toml", rules.UnitRule),
    Table("billing_examples", "plan_rules/*.toml", rules.BillingExample),
    Table("must_haves", "plan_rules/*.toml", rules.MustHave),
    Table("plan_weights", "plan_rules/*.toml", rules.PlanWeight),
    Table("rhythms", "plan_rules/*.toml", rules.Rhythm),
    Table("equipment", "plan_rules/*.toml", rules.Equipment),
    Table("indications", "plan_rules/*.toml", rules.Indication),
    Table("goal_measures", "plan_rules/*.toml", rules.GoalMeasure),
    Table("topics", "education.toml", rules.Topic),
)
