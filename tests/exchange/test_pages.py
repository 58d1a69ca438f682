"""A page says the same on every surface, keeps its width, and never runs what it is told."""

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surefoot.care.summary.page import (
    BodyMap,
    Call,
    Columns,
    Exercise,
    Exercises,
    Facts,
    ForAgainst,
    Grid,
    Lists,
    Marked,
    Minutes,
    Page,
    Points,
    Section,
    Shares,
    Text,
)
from surefoot.exchange.pages import as_html, as_pdf, as_text
from surefoot.exchange.pages.figures import drawn, in_words
from surefoot.knowledge.load import load

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '#read("page.typ") #panic() $x$ *bold* @ref',
    "=cmd|' /C calc'!A0",
    "\u202egnirts sdrawkcab",
    "a" * 500,
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 naïve İ ẞ",
]


def page(words: str = "plain words") -> Page:
    """A page with every kind of block, `words` in each of them."""
    item = Exercise(
        id="BT007", technique="balance", name=words, dose=words, how=words, cue=words, care=(words,)
    )
    blocks = (
        Text(words=words, lead=True),
        Text(words=words),
        Call(tone="urgent", title=words, lines=(words,)),
        Points(lines=(words, words)),
        Points(lines=(words,), ordered=True),
        Facts(rows=((words[:30], words),)),
        Columns(cells=((words, words, words), ("b", "c", words))),
        ForAgainst(in_favour=(("×7.6", words),), against=(("×0.5", words),), note=words),
        Grid(head=("A", "B"), rows=((words, "1"),), numeric=(1,), note=words, caption=words),
        Lists(cells=((words, (words, words)), ("b", (words,)))),
        Shares(rows=(("balance", words, 60), ("aquatic", words, 40))),
        Minutes(weeks=(1, 2), rows=(("balance", words, (0, 12)),), total=(0, 12), cap=(30, 30)),
        BodyMap(rows=(Marked(symptom="pain", name=words, where=words, sites=("heel_left",)),)),
        Exercises(items=(item,)),
    )
    section = Section(title=words, blocks=blocks, aside=words, tag=words)
    return Page(
        reader="therapist",
        title=words,
        subtitle=words,
        made_on=date(2026, 11, 22),
        sections=(
            section,
            replace(section, place="top"),
            replace(section, place="beside"),
            replace(section, place="more"),
            replace(section, place="more", sheet=True),
        ),
        foot=(words,),
    )


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_stay_words_in_html(words: str) -> None:
    plain, hostile = _Elements(), _Elements()
    plain.feed(as_html(page()))
    hostile.feed(as_html(page(words)))
    assert hostile.names == plain.names
    assert hostile.handlers == []
    assert "script" not in hostile.names


@pytest.mark.parametrize("words", HOSTILE)
def test_words_stay_words_in_pdf(words: str) -> None:
    assert as_pdf(page(words)).startswith(b"%PDF-")


def test_the_same_page_gives_the_same_pdf() -> None:
    assert as_pdf(page()) == as_pdf(page())


def test_the_pdf_is_tagged_and_carries_its_language() -> None:
    pdf = as_pdf(page())
    assert b"/MarkInfo" in pdf
    assert b"/Lang" in pdf
    assert b"pdfuaid" in pdf


def test_html_loads_nothing_and_runs_nothing() -> None:
    html = as_html(page())
    assert "http" not in html.replace("http-equiv", "")
    assert "<script" not in html
    assert ' style="' not in html


@settings(max_examples=60, deadline=None)
@given(
    words=st.text(
        st.characters(codec="ascii", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=60
    ),
    width=st.integers(min_value=60, max_value=120),
)
def test_no_line_of_text_is_wider_than_the_terminal(words: str, width: int) -> None:
    lines = as_text(page(words), width=width).splitlines()
    assert [line for line in lines if len(line) > width] == []


def test_text_without_colour_holds_no_escape_codes() -> None:
    assert "\033" not in as_text(page())
    assert "\033" in as_text(page(), colour=True)


def test_details_stand_behind_a_fold_and_sheets_do_not() -> None:
    assert as_html(page()).count("<details>") == 1


def test_an_exercise_with_a_drawing_shows_it_and_one_without_does_not() -> None:
    drawn, undrawn = as_html(page()), as_html(_of("BT999"))
    assert drawn.count("data:image/svg+xml") == 5
    assert "data:image/svg+xml" not in undrawn
    assert len(as_pdf(page())) > len(as_pdf(_of("BT999")))


def test_who_cannot_see_a_drawing_is_told_what_is_on_it() -> None:
    assert 'alt="A person seen from the side stands with one heel' in as_html(_of("BT007"))
    assert in_words("BT999") == ""


def _of(exercise: str) -> Page:
    item = Exercise(id=exercise, technique="balance", name="a", dose="b", how="c", cue="d")
    section = Section(title="e", blocks=(Exercises(items=(item,)),))
    return replace(page(), sections=(section,))


def test_every_drawing_is_of_an_exercise_of_the_library_and_says_what_it_shows() -> None:
    folder = resources.files("surefoot.exchange.pages.figures")
    library = load().exercises
    for exercise in drawn():
        svg = (folder / f"{exercise}.svg").read_text(encoding="utf8")
        assert exercise in library
        assert "<title" in svg
        assert "<desc" in svg
        assert "<script" not in svg


def test_every_surface_shows_every_number_of_the_minutes() -> None:
    for shown in (as_text(page()), as_html(page())):
        assert "12" in shown
        assert "30" in shown
