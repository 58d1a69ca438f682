"""Is the intake whole? What each answer records, that nothing is recorded twice, every language."""

from collections import defaultdict
from collections.abc import Iterator

from surefoot.knowledge.patient_texts import Rows, patient_texts, translation_id
from surefoot.knowledge.schema.intake import IntakeOption, IntakeQuestion
from surefoot.knowledge.schema.vocabulary import Finding

type Found = tuple[str, str, str]
"""Table, row, and what is wrong with it."""

_THREE_VALUED = "three_valued"
_TYPES = {"yes_no_not_sure": "three_valued", "number": "number", "text": "text", "choice": "enum"}


def intake_faults(rows: Rows) -> Iterator[Found]:
    """Everything that is wrong with the questions and their translations."""
    kinds = {getattr(row, "kind", "") for row in rows["intake_times"].values()}
    for row in _questions(rows):
        yield from (("intake_questions", row.id, says) for says in _question(row, rows, kinds))
    yield from _gates(rows)
    yield from _recorded_twice(rows)
    yield from _zones(rows)
    yield from _untranslated(rows)


def _questions(rows: Rows) -> list[IntakeQuestion]:
    rows_told = rows["intake_questions"].values()
    return [row for row in rows_told if isinstance(row, IntakeQuestion)]


def codes_of(row: IntakeQuestion) -> tuple[str, ...]:
    """The findings that answers to a question record, each once."""
    words = [word for option in row.options for word in option.findings]
    told = [row.finding, *row.findings, *words]
    return tuple(dict.fromkeys(word.partition("=")[0] for word in told if word))


def _question(row: IntakeQuestion, rows: Rows, kinds: set[str]) -> Iterator[str]:
    if row.kind not in kinds:
        yield f"nobody says how long a {row.kind} takes."
    if len({option.id for option in row.options}) != len(row.options):
        yield "two options have the same id."
    if row.kind in ("choice", "many") and not row.options:
        yield "has nothing to pick."
    if bool(row.group) != bool(row.part) and row.kind != "many":
        yield "names a group without what it tells of it."
    if not (codes_of(row) or row.gate or row.group or row.records):
        yield "records nothing."
    if row.finding:
        yield from _typed(row, rows)
    for option in row.options:
        yield from _option(row, option, rows)


def _typed(row: IntakeQuestion, rows: Rows) -> Iterator[str]:
    finding = rows["findings"].get(row.finding)
    wanted = _TYPES.get(row.kind)
    if isinstance(finding, Finding) and wanted and finding.value_type != wanted:
        yield f"asks a {row.kind} of {row.finding}, which is {finding.value_type}."
    if isinstance(finding, Finding) and finding.is_derived:
        yield f"{row.finding} is worked out, never told."
    most = finding.max if isinstance(finding, Finding) else None
    if row.max is not None and most is not None and row.max * row.factor > most:
        yield f"lets {row.finding} be above {most:g}."


def _option(row: IntakeQuestion, option: IntakeOption, rows: Rows) -> Iterator[str]:
    for word in option.findings:
        code, _, value = word.partition("=")
        finding = rows["findings"].get(code)
        if not isinstance(finding, Finding):
            continue
        if finding.is_derived:
            yield f"option {option.id}: {code} is worked out, never told."
        if not value and finding.value_type != _THREE_VALUED:
            yield f"option {option.id}: {code} needs a value."
        if value and value not in finding.enum_values:
            yield f"option {option.id}: {value} is no value of {code}."


def _gates(rows: Rows) -> Iterator[Found]:
    """Each gate is asked once; what follows a gate stands in the step of the gate."""
    questions = _questions(rows)
    step_of = {row.gate: row.step for row in questions}
    asked = [row.gate for row in questions if row.gate]
    for gate in rows["gates"]:
        if asked.count(gate) != 1:
            yield "gates", gate, f"is asked {asked.count(gate)} times in the intake, not once."
    for row in questions:
        if row.after_gate and step_of.get(row.after_gate) != row.step:
            yield "intake_questions", row.id, "stands in another step than its gate."


def _recorded_twice(rows: Rows) -> Iterator[Found]:
    """A finding is recorded by one question only, so that the order of answers cannot matter."""
    by_code: dict[str, list[str]] = defaultdict(list)
    for row in _questions(rows):
        for code in codes_of(row):
            by_code[code].append(row.id)
    for code, keys in by_code.items():
        if len(keys) > 1:
            yield "intake_questions", keys[-1], f"records {code}, as {keys[0]} does already."


def _zones(rows: Rows) -> Iterator[Found]:
    sites = {getattr(site, "place", ""): site for site in rows["sites"].values()}
    for key, zone in rows["body_zones"].items():
        for place in getattr(zone, "places", ()):
            site = sites.get(place)
            if site is None or (getattr(site, "side", "") == "middle") == getattr(zone, "sided", 0):
                yield "body_zones", key, f"{place} is no such place of the body."


def _untranslated(rows: Rows) -> Iterator[Found]:
    """Every text in every language; and no translation of what nobody reads any more."""
    texts = list(patient_texts(rows))
    told = rows["translations"]
    languages = {key.partition("/")[0] for key in told}
    needed = set()
    for language in sorted(languages):
        for table, key, english in texts:
            name = translation_id(language, english)
            if name not in told and name not in needed:
                yield table, key, f"has no {language!r} for {english[:60]!r}."
            needed.add(name)
    for key in told:
        if key not in needed:
            yield "translations", key, "translates a text that no patient reads."
