"""Step 5. Which type and stage it is for planning, and how the training minutes are divided."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from surefoot.care.case import Case
from surefoot.care.diagnosis import Diagnosis, PatternScore
from surefoot.care.findings import Findings
from surefoot.knowledge.schema.plan_rules import CourseLimit, Mix, MixNote, ShareAddition
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import Technique

UNKNOWN_STAGE = "episode/unknown_stage"


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
    visits_max: int | None  # more than these do not help more
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
    stage = stage_of(findings, knowledge)
    mixes = _mixes(findings, diagnosis, knowledge, stage)
    if not mixes:
        return None
    total = sum(weight for _, weight in mixes)
    weights = {mix.type: weight / total for mix, weight in mixes}
    rows = [mix for mix, _ in mixes]
    added = tuple(_additions(findings, case, knowledge))
    most = knowledge.episode_rules["episode/addition"].numbers["most"]
    notes = _notes(rows, findings, knowledge)
    limits = [r for r in knowledge.course_limits.values() if findings.holds(r.when) is True]
    return Profile(
        types=tuple(weights),
        weights=weights,
        labels=tuple(mix.label for mix in rows),
        stage=stage,
        shares=_with_additions(_averaged(rows, weights), added, most),
        added=added,
        weeks=min([max(mix.course_weeks for mix in rows), *(row.weeks for row in limits)]),
        visits_max=_visits_max(rows, limits),
        must=_said(*(r.must for r in rows), *(n.must for n in notes), *(r.says for r in limits)),
        avoid=_said(*(r.avoid for r in rows), *(n.avoid for n in notes)),
        bar_tags=frozenset(tag for mix in rows for tag in mix.bar_tags),
        bar_exercises=frozenset(item for mix in rows for item in mix.bar_exercises),
        statements=tuple(row.id for row in (*rows, *added, *notes, *limits)),
    )


def _said(*words: str) -> tuple[str, ...]:
    """What is said, each thing once."""
    return tuple(dict.fromkeys(word for word in words if word))


def stage_of(findings: Findings, knowledge: Knowledge) -> str:
    """Mild, moderate or severe; what damage of unknown extent is planned for is a rule."""
    known = findings.value("plan_stage")
    return known if isinstance(known, str) else knowledge.episode_rules[UNKNOWN_STAGE].value


def _visits_max(rows: Sequence[Mix], limits: Sequence[CourseLimit]) -> int | None:
    """The most visits that help: of several mixes the most, of limits the least; None = any."""
    most = [mix.visits_max for mix in rows if mix.visits_max is not None]
    found = [row.visits_max for row in limits]
    found += [max(most)] if most and len(most) == len(rows) else []
    return min(found, default=None)


def _notes(rows: Sequence[Mix], findings: Findings, knowledge: Knowledge) -> tuple[MixNote, ...]:
    """What these types ask for or avoid in this person only."""
    types = {mix.type for mix in rows}
    notes = (note for note in knowledge.mix_notes.values() if types & {*note.types})
    return tuple(note for note in notes if findings.holds(note.when) is True)


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


def _with_additions(
    shares: tuple[Share, ...], added: Iterable[ShareAddition], most: float
) -> tuple[Share, ...]:
    """The shares with what is added; they still add up to 100."""
    for row in added:
        shares = _joined(shares, row) if row.joins else _taken(shares, row, most)
    return shares


def _joined(shares: tuple[Share, ...], row: ShareAddition) -> tuple[Share, ...]:
    """The technique may be used for the share of another one."""
    return tuple(
        replace(share, techniques=(*share.techniques, row.technique))
        if row.joins in share.techniques and row.technique not in share.techniques
        else share
        for share in shares
    )


def _taken(shares: tuple[Share, ...], row: ShareAddition, most: float) -> tuple[Share, ...]:
    """A share of its own or more of it, out of others; never more than `most` of what they have."""
    has = next((s for s in shares if row.technique in s.techniques), None)
    if has is not None and not row.more:
        return shares
    donors = {s for s in shares if not row.out_of or set(row.out_of) & set(s.techniques)} - {has}
    whole = sum(share.percent for share in donors)
    percent = min(float(row.percent), most * whole)
    if not percent:
        return shares
    left = tuple(
        replace(s, percent=s.percent * (1 - percent / whole)) if s in donors else s for s in shares
    )
    if has is None:
        return (*left, Share(techniques=(row.technique,), percent=percent))
    return tuple(replace(s, percent=s.percent + percent) if s == has else s for s in left)
