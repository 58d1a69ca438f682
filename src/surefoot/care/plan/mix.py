"""Step 5. Which type and stage it is for planning, and how the training minutes are divided."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from surefoot.care.case import Case
from surefoot.care.diagnosis import Diagnosis, PatternScore
from surefoot.care.findings import Findings
from surefoot.knowledge.schema.plan_rules import Mix, ShareAddition
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Technique

UNKNOWN_STAGE = "moderate"
MOST_TAKEN = 0.5  # of the shares that an addition comes out of


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Part of the training minutes, for any of some techniques."""

    techniques: tuple[Technique, ...]
    percent: float
    manners: tuple[str, ...] = ()  # how it is meant to be done: seated, low ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The types that are planned for, each with its weight, and the mix they make together."""

    types: tuple[str, ...]  # heaviest first
    weights: Mapping[str, float]
    labels: tuple[str, ...]  # the types as people say them
    stage: str  # mild, moderate or severe
    shares: tuple[Share, ...]  # add up to 100
    added: tuple[ShareAddition, ...]  # what findings, wishes and approvals brought in
    weeks: int
    must: tuple[str, ...]
    avoid: tuple[str, ...]
    bar_tags: frozenset[str]
    bar_exercises: frozenset[str]
    statements: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Types and stage in words."""
        return ", ".join((*self.labels, self.stage))

    def manners_of(self, technique: Technique) -> tuple[str, ...]:
        """How a technique is meant to be done."""
        mine = [share.manners for share in self.shares if technique in share.techniques]
        return tuple(sorted({manner for manners in mine for manner in manners}))

    def __post_init__(self) -> None:
        """Shares add up to 100 %."""
        total = sum(share.percent for share in self.shares)
        if self.shares and abs(total - 100) > 1e-6:
            raise ValueError(f"The shares of a mix add up to {total}, not 100.")


def profile(
    findings: Findings, case: Case, diagnosis: Diagnosis, knowledge: Knowledge
) -> Profile | None:
    """The mix for what is most likely; None when no type has one (a mimic, or not known yet)."""
    stage = stage_of(findings)
    mixes = _mixes(findings, diagnosis, knowledge, stage)
    if not mixes:
        return None
    total = sum(weight for _, weight in mixes)
    weights = {mix.type: weight / total for mix, weight in mixes}
    rows = [mix for mix, _ in mixes]
    added = tuple(_additions(findings, case, knowledge))
    return Profile(
        types=tuple(weights),
        weights=weights,
        labels=tuple(mix.label for mix in rows),
        stage=stage,
        shares=_with_additions(_averaged(rows, weights), added),
        added=added,
        weeks=max(mix.course_weeks for mix in rows),
        must=tuple(dict.fromkeys(mix.must for mix in rows)),
        avoid=tuple(dict.fromkeys(mix.avoid for mix in rows)),
        bar_tags=frozenset(tag for mix in rows for tag in mix.bar_tags),
        bar_exercises=frozenset(item for mix in rows for item in mix.bar_exercises),
        statements=(*(mix.id for mix in rows), *(row.id for row in added)),
    )


def stage_of(findings: Findings) -> str:
    """Mild, moderate or severe; unknown damage is planned for as moderate."""
    known = findings.value("plan_stage")
    return known if isinstance(known, str) else UNKNOWN_STAGE


def _mixes(
    findings: Findings, diagnosis: Diagnosis, knowledge: Knowledge, stage: str
) -> list[tuple[Mix, float]]:
    """The mixes that apply with their weights, heaviest first. A cause goes before a pattern."""
    rows = [mix for mix in knowledge.mixes.values() if mix.stage == stage]
    by_cause = [m for m in rows if m.cause_when and findings.holds(m.cause_when) is True]
    likely = _planned_for(diagnosis)
    general = {"peripheral_dpn", "motor", "ataxic"} if by_cause else set()
    found: dict[str, tuple[Mix, float]] = {}
    for mix in by_cause:
        found[mix.type] = (mix, max((score.probability for score in likely), default=1.0))
    for mix in rows:
        chance = max((s.probability for s in likely if s.pattern in mix.patterns), default=0.0)
        fits = not mix.when or findings.holds(mix.when) is True
        if chance and fits and mix.type not in general and mix.type not in found:
            found[mix.type] = (mix, chance)
    return sorted(found.values(), key=lambda pair: (-pair[1], pair[0].id))


def _planned_for(diagnosis: Diagnosis) -> list[PatternScore]:
    """The likely patterns, or the most probable possible one when none is likely."""
    scores = sorted(diagnosis.patterns, key=lambda s: (-s.probability, s.pattern))
    likely = [score for score in scores if score.band == "likely"]
    return likely or [score for score in scores if score.band == "possible"][:1]


def _averaged(mixes: Iterable[Mix], weights: Mapping[str, float]) -> tuple[Share, ...]:
    """The shares of several mixes averaged; the manners of all of them hold."""
    percent: dict[tuple[Technique, ...], float] = {}
    manners: dict[tuple[Technique, ...], set[str]] = {}
    for mix in mixes:
        for share in mix.shares:
            key = share.techniques
            percent[key] = percent.get(key, 0.0) + share.percent * weights[mix.type]
            manners.setdefault(key, set()).update({share.how} - {""})
    return tuple(
        Share(techniques=key, percent=percent[key], manners=tuple(sorted(manners[key])))
        for key in sorted(percent, key=lambda key: (-percent[key], key))
    )


def _additions(findings: Findings, case: Case, knowledge: Knowledge) -> Iterator[ShareAddition]:
    """What is added for this person, in a fixed order."""
    opened = {a.technique for a in case.approvals if a.by.strip() and a.on <= case.today}
    for name in sorted(knowledge.share_additions):
        row = knowledge.share_additions[name]
        wanted = row.approved and row.technique in opened
        if wanted or findings.holds(row.when) is True:
            yield row


def _with_additions(shares: tuple[Share, ...], added: Iterable[ShareAddition]) -> tuple[Share, ...]:
    """The shares with what is added; they still add up to 100."""
    for row in added:
        shares = _joined(shares, row) if row.joins else _taken(shares, row)
    return shares


def _joined(shares: tuple[Share, ...], row: ShareAddition) -> tuple[Share, ...]:
    """The technique may be used for the share of another one."""
    return tuple(
        replace(share, techniques=(*share.techniques, row.technique))
        if row.joins in share.techniques and row.technique not in share.techniques
        else share
        for share in shares
    )


def _taken(shares: tuple[Share, ...], row: ShareAddition) -> tuple[Share, ...]:
    """A share of its own, out of others in proportion; never more than half of what they have."""
    if any(row.technique in share.techniques for share in shares):
        return shares
    donors = {s for s in shares if not row.out_of or set(row.out_of) & set(s.techniques)}
    whole = sum(share.percent for share in donors)
    percent = min(float(row.percent), MOST_TAKEN * whole)
    if not percent:
        return shares
    left = [
        replace(s, percent=s.percent * (1 - percent / whole)) if s in donors else s for s in shares
    ]
    return (*left, Share(techniques=(row.technique,), percent=percent))
