"""The verbs of the knowledge: check, show, search, review, diff."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import BaseModel

from surefoot.care.summary.page import Block, Call, Facts, Grid, Page, Points, Section, Text
from surefoot.command import firing, releases
from surefoot.command.answer import ANSWERED, INPUT_WRONG, Answer, plain
from surefoot.exchange import signatures
from surefoot.knowledge import compare, find, integrity, load
from surefoot.knowledge import review as reviews
from surefoot.knowledge.find import Found
from surefoot.knowledge.schema.statement import Source, Statement
from surefoot.knowledge.schema.whole import Knowledge
from surefoot.terms import SurefootError

_AT_FIRST = 3  # statements shown of each table when not all are asked for


def check(asked: Namespace) -> Answer:
    """Everything that is wrong in the knowledge, and how much of it is reviewed."""
    found = integrity.check(_folder(asked))
    fired = firing.Report() if found.faults else firing.report(_load(asked), asked.people)
    return Answer(
        kind="knowledge_check",
        body={**plain(found), "alarms": fired},
        page=lambda: _check_page(found, fired),
        status=INPUT_WRONG if found.faults else ANSWERED,
        about={"knowledge": found.version},
    )


def show(asked: Namespace) -> Answer:
    """A statement with its sources and what uses it."""
    knowledge = _load(asked)
    rows = find.by_id(knowledge, asked.id)
    if not rows:
        close = ", ".join(find.nearest(knowledge, asked.id))
        fix = f"Near it: {close}." if close else "Try `surefoot knowledge search WORDS`."
        raise SurefootError(f"There is no statement {asked.id}.", fix)
    body = [
        {
            "table": row.table,
            "id": row.id,
            "statement": row.row,
            "sources": _sources(knowledge, row.row),
            "used_by": find.used_by(knowledge, row),
        }
        for row in rows
    ]
    sections = [_shown(knowledge, row) for row in rows]
    return _answer("knowledge_statement", body, knowledge, asked.id, sections)


def search(asked: Namespace) -> Answer:
    """Statements that hold all of these words."""
    knowledge = _load(asked)
    rows = find.search(knowledge, asked.words)
    shown = rows[: asked.most]
    body = {"found": len(rows), "shown": [_brief(row) for row in shown]}
    lines = tuple((row.table, row.id, row.says) for row in shown)
    note = f"{len(rows) - len(shown)} more: --most N." if len(rows) > len(shown) else ""
    block: Block = Grid(head=("Table", "Id", "Says"), rows=lines, note=note)
    if not rows:
        block = Text(words="Nothing holds all of these words. Try fewer, or parts of words.")
    title = f"{len(rows)} found: {' '.join(asked.words)}"
    return _answer("knowledge_search", body, knowledge, title, [_section("", block)])


def review(asked: Namespace) -> Answer:
    """What waits for a clinician; or, with --sign, the signatures under it."""
    knowledge = _load(asked)
    kept = signatures.kept(asked.signatures)
    if asked.sign:
        return _sign(asked, knowledge)
    waiting = [one for one in reviews.to_sign(knowledge, kept) if _wanted(one, asked.table)]
    body = {"waiting": len(waiting), "signed": len(kept), "statements": waiting}
    sections = list(_waiting(waiting, every=asked.all or bool(asked.table)))
    title = f"{len(waiting)} statements wait for a clinician"
    return _answer("knowledge_review", body, knowledge, title, sections)


def diff(asked: Namespace) -> Answer:
    """From another release to this one."""
    folder = _folder(asked)
    with _other(asked.other) as other:
        found = compare.compare(other, folder)
    title = f"From {found.before} to {found.after}"
    return Answer(
        kind="knowledge_diff",
        body=found,
        page=lambda: _page(title, found.after, list(_differences(found))),
        about={"knowledge": found.after},
    )


def _folder(asked: Namespace) -> Path:
    folder: Path = asked.knowledge or load.FOLDER
    if not (folder / "release.toml").is_file():
        raise SurefootError(
            f"{folder} holds no knowledge: release.toml is missing.",
            "Name a folder like src/surefoot/knowledge.",
        )
    return folder


def _load(asked: Namespace) -> Knowledge:
    return load.load(_folder(asked))


def _answer(
    kind: str, body: object, knowledge: Knowledge, title: str, sections: Sequence[Section]
) -> Answer:
    return Answer(
        kind=kind,
        body=body,
        page=lambda: _page(title, knowledge.version, sections),
        about={"knowledge": knowledge.version},
    )


def _page(title: str, version: str, sections: Sequence[Section]) -> Page:
    return Page(
        reader="therapist",
        title=title,
        subtitle=f"Knowledge {version}",
        made_on=date.min,  # these pages are about no day
        sections=sections,
        foot=(),
    )


def _section(title: str, *blocks: Block, aside: str = "") -> Section:
    return Section(title=title, blocks=blocks, aside=aside)


def _check_page(found: integrity.Integrity, fired: firing.Report) -> Page:
    head = ("Kind", "Rows", "Reviewed", "Unreviewed")
    rows: list[tuple[str, ...]] = [
        (count.table, str(count.rows), str(count.reviewed), str(count.unreviewed))
        for count in found.counts
    ]
    rows.append(("together", *map(str, _together(found.counts))))
    sections = [_section("Counts", Grid(head=head, rows=rows, numeric=(1, 2, 3)))]
    if found.unused_sources:
        many = f"{len(found.unused_sources)} sources are cited by nothing: "
        sections.append(_section("To know", Text(words=many + ", ".join(found.unused_sources))))
    if fired.people:
        sections.append(_section("Red flags among the people", *_fired(fired)))
    if found.faults:
        lines = [f"{f.file or f.table} {f.id}: {f.says}" for f in found.faults]
        wrong = Call(tone="urgent", title=f"{len(lines)} faults")
        sections.append(_section("Faults", wrong, Points(lines=lines)))
    title = "The knowledge has faults" if found.faults else "The knowledge is whole"
    return _page(title, found.version, sections)


def _fired(fired: firing.Report) -> Iterator[Block]:
    """Rules that alarm so often that a clinician should look at them."""
    most = f"{100 * fired.most:.0f} %"
    of = f"of {fired.people} people ({fired.whose})"
    if not fired.often:
        yield Text(words=f"No rule alarms within 72 hours in more than {most} {of}.")
        return
    yield Text(words=f"More than {most} {of}; for a clinician to look at:")
    rows = tuple((rule.says, str(rule.people), f"{100 * rule.share:.0f} %") for rule in fired.often)
    yield Grid(head=("Red flag", "People", "Share"), rows=rows, numeric=(1, 2))


def _together(counts: Sequence[integrity.Count]) -> tuple[int, int, int]:
    return (
        sum(count.rows for count in counts),
        sum(count.reviewed for count in counts),
        sum(count.unreviewed for count in counts),
    )


def _shown(knowledge: Knowledge, found: Found) -> Section:
    blocks: list[Block] = [Facts(rows=tuple(_facts(found.row)))]
    sources = [f"{s.id}: {s.reference} {s.locator}".strip() for s in _sources(knowledge, found.row)]
    if sources:
        blocks += [Text(words="Sources", lead=True), Points(lines=sources)]
    used = [f"{link.table}/{link.id} ({link.field})" for link in find.used_by(knowledge, found)]
    if used:
        shown = [*used[:20], *([f"and {len(used) - 20} more"] if len(used) > 20 else [])]
        blocks += [Text(words=f"Used by {len(used)}", lead=True), Points(lines=shown)]
    return Section(title=f"{found.table}/{found.id}", blocks=blocks)


def _facts(row: BaseModel) -> Iterator[tuple[str, str]]:
    for name, value in row.model_dump(mode="json", exclude_defaults=True).items():
        if words := _words(value):
            yield name.replace("_", " "), words


def _words(value: object) -> str:
    """Any value of a row in one line; what says nothing gives nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(filter(None, map(_words, value)))
    if isinstance(value, dict):
        pairs = ((name, _words(inner)) for name, inner in value.items())
        return ", ".join(f"{name.replace('_', ' ')} {words}" for name, words in pairs if words)
    return str(value)


def _sources(knowledge: Knowledge, row: BaseModel) -> list[Source]:
    if not isinstance(row, Statement):
        return []
    return [knowledge.sources[key] for key in row.sources if key in knowledge.sources]


def _brief(found: Found) -> dict[str, str]:
    return {"table": found.table, "id": found.id, "says": found.says}


def _wanted(one: reviews.ToSign, table: str | None) -> bool:
    return table is None or one.table == table


def _waiting(waiting: Sequence[reviews.ToSign], *, every: bool) -> Iterator[Section]:
    for table, group in groupby(waiting, key=lambda one: one.table):
        ones = list(group)
        shown = ones if every else ones[:_AT_FIRST]
        lines = [f"{one.statement}: {one.says}{_again(one)}" for one in shown]
        if len(ones) > len(shown):
            lines.append(f"and {len(ones) - len(shown)} more: --table {table}")
        yield _section(table, Points(lines=lines), aside=f"{len(ones)}")


def _again(one: reviews.ToSign) -> str:
    return " (changed since it was signed)" if one.was_signed else ""


def _sign(asked: Namespace, knowledge: Knowledge) -> Answer:
    """Add the signatures to the clinic's file; a line once written is never touched again."""
    on = asked.today or date.today()  # noqa: DTZ011 — the signer's own calendar day
    made = reviews.sign(knowledge, asked.sign, by=asked.by or "", on=on, note=asked.note)
    signatures.add(asked.signatures, made)
    lines = [f"{one.statement} ({one.digest}) by {one.by} on {one.on}" for one in made]
    section = _section("", Points(lines=lines))
    return _answer("knowledge_signed", list(made), knowledge, f"{len(made)} signed", [section])


@contextmanager
def _other(name: str) -> Iterator[Path]:
    """The folder to compare with; a release is taken out of the project's history."""
    if Path(name).is_dir():
        yield Path(name)
        return
    with TemporaryDirectory() as folder:
        yield releases.take_out(name, Path(folder))


def _differences(found: compare.Difference) -> Iterator[Section]:
    for title, names in (("Added", found.added), ("Removed", found.removed)):
        if names:
            yield _section(title, Points(lines=names), aside=str(len(names)))
    for row in found.changed:
        facts = [
            (field.name, f"{field.before or '(nothing)'} → {field.after or '(nothing)'}")
            for field in row.fields
        ]
        yield _section(f"{row.table}/{row.id}", Facts(rows=facts))
    if not (found.added or found.removed or found.changed):
        yield _section("", Text(words="They say the same."))
