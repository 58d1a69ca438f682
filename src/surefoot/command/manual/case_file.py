"""The page of the case file: every field, and the schema beside it."""

from collections.abc import Iterator, Mapping

from surefoot.command.manual.markdown import line, page, table
from surefoot.exchange.case_file.document import CASE
from surefoot.exchange.case_file.schema import schema_text
from surefoot.exchange.case_file.shape import ListOf, Made, Part, Parts, Shape
from surefoot.exchange.case_file.vocabulary import Vocabulary
from surefoot.knowledge.schema.whole import Knowledge

_ABOUT = """\
One JSON document (TOML is read as well) about one person on one day. Three rules are enough:

- What was asked and found is `true`, what was looked for and not found is `false`,
  **what was not asked is left out**.
- A number that can come in several units names its unit; a finding with sides names the side;
  another day than `today` is written with `on`.
- Everything that is wrong is named at once: the field, what is wrong, how to mend it.

`surefoot case new` writes a file to start from, `surefoot case check` reads it, and
`surefoot case explain WORD` says what a word means. The [JSON Schema](case-file.schema.json) is
generated from the same shapes that read the file."""
_CODES = """\
## Codes

Every code with its question, values and unit: [findings](knowledge/findings.md)."""


def case_file(knowledge: Knowledge) -> str:
    """The fields, then the questions of the first call and the body map."""
    vocabulary = Vocabulary.of(knowledge)
    gates = [(f"`{gate}`", ask) for gate, ask in vocabulary.gates.items()]
    places = [
        (f"`{place}`", ", ".join(sites)) for place, sites in sorted(vocabulary.places.items())
    ]
    return page(
        "The case file",
        _ABOUT,
        "## Fields\n\n" + table(("Field", "What", ""), _fields("", CASE)),
        "## Gates\n\n" + table(("Gate", "Question"), gates),
        "## Places of the body map\n\n" + table(("Place", "Sites"), places),
        _CODES,
    )


def case_file_schema(knowledge: Knowledge) -> str:
    """The published JSON Schema."""
    return schema_text(knowledge)


def _fields(inside: str, shape: Shape) -> Iterator[tuple[str, str, str]]:
    """Every named part, also of lists and of parts within parts."""
    for name, part in _parts(shape).items():
        path = f"{inside}{name}"
        yield f"`{path}`", line(part.says), "needed" if part.needed else ""
        yield from _fields(f"{path}.", part.shape)


def _parts(shape: Shape) -> Mapping[str, Part]:
    while isinstance(shape, Made | ListOf):
        shape = shape.shape if isinstance(shape, Made) else shape.item
    return shape.parts if isinstance(shape, Parts) else {}
