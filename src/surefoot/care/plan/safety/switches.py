"""How each kind of switch is read from what is known of a person, and from which findings."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from surefoot.care.case import Approval
from surefoot.care.plan.safety.logic import Truth, one_of
from surefoot.care.rules.intake import COULD_NOT_BE_DONE
from surefoot.knowledge.links import codes_in
from surefoot.knowledge.schema.exercises import Region
from surefoot.knowledge.schema.safety import Area, ExaminationPart, Threshold
from surefoot.terms import Setting, Side

if TYPE_CHECKING:
    from surefoot.care.plan.safety.board import Board

CHECKED_IN_ALL = 2
"""The ring of what is measured in everybody at the first visit."""

GUARD_OF_THERAPIST = 3


def _condition(board: "Board", code: str) -> Truth:
    """Whether a condition is present; what is judged at each visit starts as "no"."""
    found = board.findings.truth(board.knowledge.conditions[code].finding)
    starts_as_no = board.knowledge.condition_rings[code].starts_as_no
    return False if found is None and starts_as_no and board.gate == "full" else found


def _cell(board: "Board", code: str) -> Truth:
    """The condition as the cells see it: what is measured at the first visit waits till then."""
    found = board.ask(f"condition|{code}")
    measured = board.knowledge.condition_rings[code].ring == CHECKED_IN_ALL
    if found is None and measured and board.gate == "provisional":
        return False  # the provisional set is the precaution meanwhile
    return found


def _rule(board: "Board", rule: str) -> Truth:
    return board.findings.holds(rule)


def _known(board: "Board", rule: str) -> Truth:
    return board.findings.holds(rule) is True


def _area(board: "Board", name: str, region: str, side: str) -> Truth:
    return affected(board, board.knowledge.areas[name], Region(region), Side(side))


def affected(board: "Board", area: Area, region: Region, side: Side) -> Truth:
    """Whether an area is affected at one part of the body on one side."""
    return one_of(_signs(board, area, region, side))


def _signs(board: "Board", area: Area, region: Region, side: Side) -> list[Truth]:
    findings = board.findings
    found: list[Truth] = [_shown(board, code, region, side) for code in area.sited]
    if area.everywhere_when:
        found.append(findings.holds(area.everywhere_when))
    if region in area.regions:
        found += [_yes(findings.on_side(code, side)) for code in area.sided]
        found += [_crossed(board, mark, side) for mark in area.thresholds]
        if area.both_when:
            found.append(findings.holds(area.both_when))
    return found


def _shown(board: "Board", code: str, region: Region, side: Side) -> Truth:
    """Whether a finding is present at any place of the body map that belongs to the part."""
    sites = board.sites[region, side]
    return one_of(_yes(board.findings.at_site(code, site)) for site in sites)


def _yes(value: object) -> Truth:
    return None if value is None else bool(value)


def _crossed(board: "Board", mark: Threshold, side: Side) -> Truth:
    value = board.findings.on_side(mark.code, side)
    if not isinstance(value, int | float):
        return None
    if mark.below is not None:
        return value < mark.below
    return mark.at_least is not None and value >= mark.at_least


def _approved(board: "Board", code: str, technique: str) -> Truth:
    """Whether a named clinician allowed it, with a reason, by today."""
    return approval_of(board, code, technique) is not None


def approval_of(board: "Board", code: str, technique: str) -> Approval | None:
    """The approval of a technique in spite of a condition: by name, with a reason, by today."""
    given = (
        each
        for each in board.case.approvals
        if (each.condition, each.technique) == (code, technique)
        and bool(each.by.strip() and each.reason.strip())
        and each.on <= board.case.today
    )
    return next(given, None)


def _reviewed(board: "Board", flag: str) -> Truth:
    return flag in board.contact.reviewed


def _restricted(board: "Board", word: str) -> Truth:
    return any(word in flag.restricts for flag in board.contact.raised)


def _gate(board: "Board", gate: str) -> Truth:
    return board.gate == gate


def _examined(board: "Board", block: str) -> Truth:
    parts = board.knowledge.examination_parts.values()
    return all(is_done(board, part) for part in parts if part.block == block)


def is_done(board: "Board", part: ExaminationPart) -> bool:
    """Whether a part has its answers, or a reason why it could not be done."""
    answered = [is_answered(board, code) for code in part.codes]
    return all(answered) if part.all_of else any(answered)


def is_answered(board: "Board", code: str) -> bool:
    """Whether a test has its answers, or was tried and could not be done; declined is not tried."""
    if any(each.code == code and each.why in COULD_NOT_BE_DONE for each in board.case.not_done):
        return True
    if board.knowledge.findings[code].side == "left_right":
        return all(board.findings.on_side(code, side) is not None for side in Side)
    return board.findings.value(code) is not None


def _setting(board: "Board", place: str) -> Truth:
    return Setting(place) in board.case.means.settings


def _equipment(board: "Board", name: str, place: str) -> Truth:
    """On record as there, or taken for granted and nobody said it is missing."""
    row = board.knowledge.equipment[name]
    known = one_of(_yes(board.findings.at_site(code, place)) for code in row.codes)
    return Setting(place) in row.taken_for_granted if known is None else known


def _guard(board: "Board", level: str, place: str) -> Truth:
    return guard_at(board, Setting(place)) >= int(level)


def guard_at(board: "Board", place: Setting) -> int:
    """The supervision level that can be given at a place.

    A therapist is there in clinic and pool and on the line, unless it is said otherwise; elsewhere
    only who is on record.
    """
    told = board.findings.at_site("supervision_available", place.value)
    if told is not None:
        return max(int(str(told)), _helper(board, place))
    with_therapist = place in (Setting.CLINIC, Setting.POOL, Setting.TELEHEALTH, Setting.COMMUNITY)
    return GUARD_OF_THERAPIST if with_therapist else _helper(board, place)


def _helper(board: "Board", place: Setting) -> int:
    by = place == Setting.HOME and board.findings.truth("caregiver_standby")
    return 1 if by else 0


READERS: Mapping[str, Callable[..., Truth]] = {
    "condition": _condition,
    "cell": _cell,
    "rule": _rule,
    "known": _known,
    "area": _area,
    "approved": _approved,
    "reviewed": _reviewed,
    "restricted": _restricted,
    "gate": _gate,
    "examined": _examined,
    "setting": _setting,
    "equipment": _equipment,
    "guard": _guard,
}


def _codes_of_condition(board: "Board", code: str) -> tuple[str, ...]:
    return (board.knowledge.conditions[code].finding,)


@cache
def codes_of(rule: str) -> tuple[str, ...]:
    """The findings a rule reads, each once."""
    return tuple(dict.fromkeys(codes_in(rule)))


def _codes_of_rule(_board: "Board", rule: str) -> tuple[str, ...]:
    return codes_of(rule)


def _codes_of_area(board: "Board", name: str, _region: str, _side: str) -> tuple[str, ...]:
    area = board.knowledge.areas[name]
    marks = (mark.code for mark in area.thresholds)
    rules = (code for rule in (area.both_when, area.everywhere_when) for code in codes_of(rule))
    return tuple(dict.fromkeys((*area.sited, *area.sided, *marks, *rules)))


def _codes_of_equipment(board: "Board", name: str, _place: str) -> tuple[str, ...]:
    return board.knowledge.equipment[name].codes


CODES: Mapping[str, Callable[..., tuple[str, ...]]] = {
    "condition": _codes_of_condition,
    "cell": _codes_of_condition,
    "rule": _codes_of_rule,
    "known": _codes_of_rule,
    "area": _codes_of_area,
    "equipment": _codes_of_equipment,
}
