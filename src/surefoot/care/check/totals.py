"""What a plan says of itself, added up again: visits, their parts, lists, totals and billing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from surefoot.care.check.broken import Broken, Under, items_of
from surefoot.care.check.course import ROUNDING, training_minutes
from surefoot.care.plan.records import Billing, PlannedItem, Visit, Week
from surefoot.terms import Setting, Technique

_MOST_WEEKS = 12
_NO_TRAINING = (Technique.FOOT_CARE, Technique.EDUCATION_PAIN, Technique.PELVIC_BOWEL)


def total_faults(under: Under) -> Iterator[Broken]:
    """Everything that does not add up, or stands where it does not belong."""
    yield from _numbering(under)
    yield from _sums(under)
    yield from _visits(under)
    yield from _parts(under)
    yield from _listed(under)
    yield from _counted(under)
    yield from _billing(under)


def _numbering(under: Under) -> Iterator[Broken]:
    weeks = under.plan.weeks
    numbers = [week.number for week in weeks]
    if numbers != list(range(1, len(weeks) + 1)) or len(weeks) > _MOST_WEEKS:
        yield Broken(rule="sum", where="course", says=f"The weeks are numbered {numbers}.")
    visits = [visit.number for week in weeks for visit in week.visits]
    if visits != list(range(1, len(visits) + 1)):
        yield Broken(rule="sum", where="course", says=f"The visits are numbered {visits}.")


def _sums(under: Under) -> Iterator[Broken]:
    """Training minutes by week and by technique are what the items add up to."""
    spent: dict[Technique, float] = defaultdict(float)
    for week in under.plan.weeks:
        minutes = training_minutes(week)
        if abs(minutes - week.training_min) > ROUNDING:
            says = f"Says {week.training_min:.0f} min, holds {minutes:.0f}."
            yield Broken(rule="sum", where=f"week {week.number}", says=says)
        for item in items_of(week):
            if item.is_training:
                spent[item.technique] += item.minutes * item.sessions
    if under.plan.gate != "full":
        return
    told = {choice.technique: choice.minutes for choice in under.plan.techniques}
    for technique in sorted({*told, *spent}):
        if abs(told.get(technique, 0.0) - spent[technique]) > ROUNDING:
            says = f"Says {told.get(technique, 0):.0f} min, holds {spent[technique]:.0f}."
            yield Broken(rule="sum", where=technique, says=says)


def _visits(under: Under) -> Iterator[Broken]:
    means, plan = under.case.means, under.plan
    counts = tuple(len(week.visits) for week in plan.weeks)
    if counts != plan.visits_per_week:
        says = f"Says {plan.visits_per_week}, holds {counts}."
        yield Broken(rule="sum", where="visits per week", says=says)
    for week, count in enumerate(counts, start=1):
        if count > means.visits_per_week_max:
            says = f"{count} visits, at most {means.visits_per_week_max}."
            yield Broken(rule="visits", where=f"week {week}", says=says)
    for most in (means.visits_max, under.findings.value("visits_allowed")):
        if isinstance(most, int | float) and sum(counts) > most:
            says = f"{sum(counts)} visits, at most {most:g}."
            yield Broken(rule="visits", where="course", says=says)


def _parts(under: Under) -> Iterator[Broken]:
    """A visit is as long as its parts, no longer than the clinic's, and in the right order."""
    order = {row.id: row.order for row in under.knowledge.session_phases.values()}
    for visit in (v for week in under.plan.weeks for v in week.visits):
        where = f"visit {visit.number}"
        total = sum(part.minutes for part in visit.parts)
        if abs(total - visit.minutes) > 0.01:
            says = f"Parts add up to {total:g} of {visit.minutes:g} min."
            yield Broken(rule="sum", where=where, says=says)
        if visit.minutes > under.case.means.visit_min:
            says = f"{visit.minutes:g} min, visits last {under.case.means.visit_min}."
            yield Broken(rule="visits", where=where, says=says)
        for part in visit.parts:
            inside = sum(item.minutes for item in part.items)
            if inside > part.minutes + 0.01:
                says = f"{part.phase} holds {inside:g} of {part.minutes:g} min."
                yield Broken(rule="sum", where=where, says=says)
        yield from _phase_order(visit, order)


def _phase_order(visit: Visit, order: Mapping[str, int]) -> Iterator[Broken]:
    where = f"visit {visit.number}"
    places = [order[part.phase] for part in visit.parts]
    if places != sorted(places):
        says = f"Out of order: {', '.join(part.phase for part in visit.parts)}."
        yield Broken(rule="session", where=where, says=says)
    for needed in ("pre_check", "warm_up", "cool_down"):
        if needed not in [part.phase for part in visit.parts]:
            yield Broken(rule="MI1", where=where, says=f"No {needed.replace('_', '-')}.")


def _listed(under: Under) -> Iterator[Broken]:
    """An item is done where it is listed: at home, or in the place of its visit."""
    for week in under.plan.weeks:
        for where, item, places in _lists(week):
            if item.setting not in places:
                says = f"{item.exercise} is for {item.setting}, and listed elsewhere."
                yield Broken(rule="setting", where=f"week {week.number}, {where}", says=says)


def _lists(week: Week) -> Iterator[tuple[str, PlannedItem, tuple[Setting, ...]]]:
    for visit in week.visits:
        # What is done outdoors or by telephone is part of a visit to the clinic.
        beside = (Setting.COMMUNITY, Setting.TELEHEALTH) if visit.setting == Setting.CLINIC else ()
        taught = (Setting.CLINIC,)  # what is taught beside the pool is taught on land
        for part in visit.parts:
            for item in part.items:
                dry = taught if part.phase == "education" else ()
                yield f"visit {visit.number}", item, (visit.setting, *beside, *dry)
    for item in (*week.home.exercises, *week.home.self_care):
        yield "home", item, (Setting.HOME,)


def _counted(under: Under) -> Iterator[Broken]:
    """Minutes of training count as such; wear, foot care and talks do not."""
    for where, _, item, row in under.placed():
        talk = {"EDU", "COMPRESSION"} & {*row.precaution_tags}
        is_training = row.technique not in _NO_TRAINING and not talk
        if item.is_training and not is_training:
            yield Broken(rule="sum", where=where, says="Is no training, and counted as such.")
    for week in under.plan.weeks:
        for item in _to_be_counted(week):
            if not item.is_training:
                where = f"week {week.number}, {item.exercise}"
                yield Broken(rule="sum", where=where, says="Is training, and not counted as such.")


def _to_be_counted(week: Week) -> Iterator[PlannedItem]:
    """Everything but self-care and what is taught."""
    for visit in week.visits:
        for part in visit.parts:
            if part.phase != "education":
                yield from part.items
    yield from week.home.exercises


def _billing(under: Under) -> Iterator[Broken]:
    for week in under.plan.weeks:
        for visit in week.visits:
            wrong = _wrong_units(visit.billing)
            if wrong:
                yield Broken(rule="billing", where=f"visit {visit.number}", says=wrong)


def _wrong_units(billing: Billing) -> str:
    """Medicare: 8 min the first unit, 15 each further one; AMA: 8 min of each code."""
    total = sum(billing.minutes.values())
    allowed = 0 if total < 8 else (total - 8) // 15 + 1
    given = sum(billing.medicare_units.values())
    if given != allowed:
        return f"{total} timed minutes give {allowed} Medicare units, not {given}."
    for code, minutes in billing.minutes.items():
        alone = 0 if minutes < 8 else (minutes - 8) // 15 + 1
        if billing.ama_units.get(code, 0) != alone:
            return f"{code}: {minutes} min give {alone} AMA units."
    return ""
