"""What a story expects of each step, as sentences that hold or do not.

Every `told_of_*` gives the expectations that did not hold, with what came out instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from surefoot.care.contact import Contact
from surefoot.care.diagnosis import Diagnosis, PatternScore
from surefoot.care.plan.records import NoSafePlan, PlanOfCare
from surefoot.care.prognosis import Prognosis
from surefoot.knowledge.load import load
from surefoot.terms import Urgency

type Expected = Mapping[str, Any]
type Check = Callable[[Any], str | None]


def _is(name: str, expected: object, found: object) -> str | None:
    return None if expected == found else f"{name}: expected {expected!r}, came out {found!r}"


def _holds(name: str, expected: Iterable[str], found: Iterable[str]) -> str | None:
    have = list(found)
    missing = [one for one in expected if one not in have]
    return f"{name}: {missing} missing from {have}" if missing else None


def _checked(expect: Expected, checks: Mapping[str, Check]) -> Iterator[str]:
    """Each expectation by its own check; one that nobody knows is a fault of the story."""
    for name, expected in expect.items():
        assert name in checks, f"no such expectation: {name}"
        said = checks[name](expected)
        if said:
            yield said


def told_of_contact(contact: Contact, expect: Expected) -> list[str]:
    """Door, urgency, and which red flags fire or are covered by a review."""
    raised = [flag.id for flag in contact.raised]
    return list(
        _checked(
            expect,
            {
                "door": lambda e: _is("door", e, contact.door),
                "urgency": lambda e: _is("urgency", Urgency.read(e).name, contact.urgency.name),
                "raised": lambda e: _is("raised", sorted(e), sorted(raised)),
                "raised_includes": lambda e: _holds("raised", e, raised),
                "reviewed": lambda e: _is("reviewed", sorted(e), sorted(contact.reviewed)),
                "reviewed_includes": lambda e: _holds("reviewed", e, contact.reviewed),
            },
        )
    )


def told_of_diagnosis(diagnosis: Diagnosis, expect: Expected) -> list[str]:
    """Types, patterns with their bands, extent, named nerves and mimics."""
    types = [str(one) for one in diagnosis.types]
    likely = [one.pattern for one in diagnosis.patterns if one.band == "likely"]
    top = _top(diagnosis)
    return list(
        _checked(
            expect,
            {
                "types": lambda e: _is("types", sorted(e), sorted(types)),
                "types_include": lambda e: _holds("types", e, types),
                "top": lambda e: _is("top", e, top.pattern),
                "band": lambda e: _is("band", e, top.band),
                "likely_includes": lambda e: _holds("likely", e, likely),
                "extent": lambda e: _is("extent", e, diagnosis.extent),
                "nerves": lambda e: _holds("nerves", e, [one.id for one in diagnosis.nerves]),
                "mimics_include": lambda e: _holds(
                    "mimics", e, [one.pattern for one in diagnosis.mimics]
                ),
            },
        )
    )


def _top(diagnosis: Diagnosis) -> PatternScore:
    return max(diagnosis.patterns, key=lambda one: one.probability)


def told_of_prognosis(prognosis: Prognosis, expect: Expected) -> list[str]:
    """Causes and how sure they are, the class overall and the best one, and exceptions."""
    causes = {one.id: one.certainty for one in prognosis.causes}
    known = [name for name, certainty in causes.items() if certainty != "excluded"]
    exceptions = " ".join(f"{one.statement} {one.says}" for one in prognosis.exceptions)
    return list(
        _checked(
            expect,
            {
                "overall": lambda e: _is("overall", e, prognosis.overall),
                "best": lambda e: _is("best", e, prognosis.best_achievable),
                "causes": lambda e: _is("causes", e, {name: causes.get(name) for name in e}),
                "causes_include": lambda e: _holds("causes", e, known),
                "exceptions_include": lambda e: _words("exceptions", e, exceptions),
            },
        )
    )


def _words(name: str, expected: Iterable[str], text: str) -> str | None:
    missing = [word for word in expected if word.casefold() not in text.casefold()]
    return f"{name}: {missing} not in {text!r}" if missing else None


def told_of_plan(plan: PlanOfCare | NoSafePlan, expect: Expected) -> list[str]:
    """The gate, what is in and out and why, must-haves, the cap; or why there is no plan."""
    checks = _of_no_plan(plan) if isinstance(plan, NoSafePlan) else _of_plan(plan)
    return list(_checked(expect, checks))


def _of_no_plan(plan: NoSafePlan) -> dict[str, Check]:
    statements = [one.statement for one in plan.reasons]
    says = f"no plan, because of {statements}"
    asked = [question.code for question in plan.questions]

    def refused(_: object) -> str:
        return says

    return {
        "gate": lambda e: None if e in ("stop", "provisional", "advice_only") else says,
        "not_full": lambda _: None,
        "no_plan": lambda _: None,
        "no_safe_plan": lambda e: _ends("reasons", e, statements),
        "out": lambda _: None,
        "in": refused,
        "must_haves": refused,
        "cap_stratum": refused,
        "home_items_max": refused,
        "asks_include": lambda e: _holds("questions", e, asked),
        "first_includes": lambda e: _words("first", e, " ".join(plan.first)),
    }


def _of_plan(plan: PlanOfCare) -> dict[str, Check]:
    chosen = techniques_in(plan)
    must_haves = [one.id for one in plan.requirements]
    home = [len(week.home.exercises) for week in plan.weeks]
    asked = [question.code for question in plan.questions]
    exercises = {item.exercise for item in _items(plan)}

    def planned(_: object) -> str:
        return f"a plan was made, gate {plan.gate}"

    return {
        "gate": lambda e: _is("gate", e, plan.gate),
        "not_full": lambda _: planned(_) if plan.gate == "full" else None,
        "no_plan": planned,
        "no_safe_plan": planned,
        "in": lambda e: _holds("techniques", e, chosen),
        "out": lambda e: _kept_out(plan, chosen, e),
        "must_haves": lambda e: _holds("must-haves", e, must_haves),
        "cap_stratum": lambda e: _words("cap", [e], " ".join(plan.statements)),
        "home_items_max": lambda e: None if max(home) <= e else f"home items: {max(home)}",
        "asks_include": lambda e: _holds("questions", e, asked),
        "first_includes": planned,
        "exercises": lambda e: _holds("exercises", e, sorted(exercises)),
        "not_exercises": lambda e: _is("planned all the same", [], sorted({*e} & exercises)),
        "education_includes": lambda e: _holds("education", e, plan.education),
    }


def techniques_in(plan: PlanOfCare) -> list[str]:
    """Every technique that gets minutes or has an item in a visit or at home."""
    chosen = [str(one.technique) for one in plan.techniques if one.minutes > 0]
    return list(dict.fromkeys([*chosen, *(str(item.technique) for item in _items(plan))]))


def _items(plan: PlanOfCare) -> Iterator[Any]:
    for week in plan.weeks:
        yield from week.home.exercises
        yield from week.home.self_care
        for visit in week.visits:
            for part in visit.parts:
                yield from part.items


def _kept_out(plan: PlanOfCare, chosen: list[str], expect: Mapping[str, str]) -> str | None:
    """Each technique is out, and a reason of it or of its exercises names the rule."""
    for technique, rule in expect.items():
        if technique in chosen:
            return f"{technique} is in the plan; {rule} should keep it out"
        known = load().exercises
        reasons = [
            one.reason
            for one in plan.left_out
            if one.what == technique
            or (one.what in known and known[one.what].technique == technique)
        ]
        told = " ".join(f"{one.statement} {' '.join(one.findings)} {one.says}" for one in reasons)
        if rule.casefold() not in told.casefold():
            return f"{technique} is out, but not for {rule}: {told[:200]!r}"
    return None


def _ends(name: str, expected: Iterable[str], statements: Iterable[str]) -> str | None:
    have = [statement.rsplit("/", 1)[-1] for statement in statements]
    return _holds(name, expected, have)
