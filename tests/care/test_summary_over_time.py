"""What was measured again: shown as it was, and called better or worse only where it is known."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.examination.scored import DAY, KNOWLEDGE, LATER, scored
from lines import line
from reading import grade
from surefoot.care.outcomes import change
from surefoot.care.summary import Chart, progress_page, therapist_page
from surefoot.care.summary.over_time import series
from surefoot.care.summary.page import Measured, Series
from surefoot.exchange.pages import as_html, as_pdf, as_text, trend

CALM, URGENT = "dsp-baker-market", "cauda-equina"


def chart(*scores, of=CALM):
    """What is known of one person, with these scores and no others."""
    told = line(of)
    return Chart(
        case=told.case,
        contact=told.contact,
        examination=replace(told.examination, scores=scores),
        diagnosis=told.diagnosis,
        prognosis=told.prognosis,
        plan=None,
        knowledge=KNOWLEDGE,
    )


def tug(seconds, on=DAY, **how):
    return scored("TUG", {"time": seconds}, on=on, **how)


def rows(page):
    """The rows of each section that shows measures."""
    return {
        section.title: [
            row for block in section.blocks if isinstance(block, Measured) for row in block.rows
        ]
        for section in page.sections
        if any(isinstance(block, Measured) for block in section.blocks)
    }


@pytest.mark.parametrize(
    ("later", "trend_", "title"),
    [
        (15.89, "better", "What got better"), (15.9, "better", "What got better"),
        (15.91, "open", "What we cannot tell yet"), (18, "open", "What we cannot tell yet"),
        (20.09, "open", "What we cannot tell yet"), (20.1, "worse", "What got worse"),
        (25, "worse", "What got worse"),
    ],
)  # fmt: skip
def test_a_change_is_better_or_worse_from_the_error_of_the_test_on(later, trend_, title):
    """The error of the Timed Up and Go is 2.1 s, and less is better."""
    told = chart(tug(18), tug(later, LATER))
    (one,) = series(told)
    assert one.trend == trend_
    assert list(rows(progress_page(told))) == [title]


@given(first=st.integers(50, 400), then=st.integers(50, 400))
def test_nothing_is_called_better_that_the_change_table_does_not_call_so(first, then):
    before, after = tug(first / 10), tug(then / 10, LATER)
    (kind,) = {one.kind for one in change(before, after, KNOWLEDGE)}
    (one,) = series(chart(before, after))
    assert (one.trend == "better") is (kind in ("improved_small", "improved_important"))
    assert (one.trend == "worse") is (kind in ("worsened_small", "worsened_important"))
    assert one.word == KNOWLEDGE.change_classes[kind].label


def test_what_was_not_measured_alike_is_shown_without_a_verdict():
    before = tug(18, protocol={"device": "walker"})
    told = chart(before, tug(9, LATER, protocol={"device": "none"}))
    (one,) = series(told)
    assert (one.trend, one.word, one.error) == ("", "", None)
    assert (one.first, one.last) == ("18.0", "9.0")
    assert list(rows(progress_page(told))) == ["Measured twice, not compared"]
    assert "polyline" not in trend.picture(one)  # nothing leads from one to the other


def test_first_and_last_are_compared_and_all_between_are_drawn():
    days = [DAY + timedelta(days=30 * n) for n in range(4)]
    told = chart(*(tug(s, on) for s, on in zip((18, 30, 12, 15), days, strict=True)))
    (one,) = series(told)
    assert (one.first, one.last, one.trend) == ("18.0", "15.0", "better")
    assert [value for _, value in one.points] == [18, 30, 12, 15]
    assert trend.picture(one).count("<circle") == 4


def test_one_day_alone_is_a_score_and_no_change():
    told = chart(tug(18), tug(17))
    (one,) = series(told)
    assert one.first_on is None
    assert trend.picture(one) == ""
    assert rows(progress_page(told)) == {}
    assert "on two days" in as_text(progress_page(told))


def test_what_nobody_could_do_is_no_number():
    told = chart(tug(18), scored("TUG", {}, on=LATER, not_done={"time": "unable"}))
    assert all(one.last != "0" and one.trend == "" for one in series(told))


def test_a_state_has_no_verdict():
    told = chart(scored("IPTT", {"insensate": 5}), scored("IPTT", {"insensate": 0}, on=LATER))
    assert {one.trend for one in series(told)} == {""}


def test_nothing_stands_beside_what_cannot_wait():
    told = chart(tug(18), tug(12, LATER), of=URGENT)
    page = progress_page(told)
    assert rows(page) == {}
    assert len(page.sections) == 1


def test_the_therapist_sees_what_has_changed_first_and_every_score_behind():
    told = chart(tug(18), tug(12, LATER), scored("PEG", {"score": 4}))
    found = rows(therapist_page(told))
    assert [one.measure for one in found["What has changed"]] == ["TUG"]
    assert [one.measure for one in found["Scores"]] == ["PEG", "TUG"]
    assert "error 2.1" in found["Scores"][1].says


@pytest.mark.parametrize("code", KNOWLEDGE.instruments)
def test_every_measure_has_its_name_in_plain_words(code):
    says = KNOWLEDGE.wordings[f"measure/{code}/patient"].says
    assert len(says) <= 40
    assert code not in says


def test_the_page_is_read_by_who_left_school_at_twelve():
    told = [row.says for row in KNOWLEDGE.wordings.values() if row.id.startswith("progress/")]
    assert len(told) == 10
    assert grade(" ".join(f"{one.rstrip('.')}." for one in told)) <= 6


AWKWARD = "<b>Rosa</b> & #set page(width: 1cm) $x$"


def test_a_page_says_the_same_on_paper_on_a_screen_and_in_a_terminal():
    told = chart(tug(18), tug(12, LATER))
    page = progress_page(
        replace(told, case=replace(told.case, person=replace(told.case.person, name=AWKWARD)))
    )
    html, text = as_html(page), as_text(page)
    for words in ("Get up, walk, turn, sit down", "18.0 → 12.0 s", "1 March 2026 → 1 May 2026"):
        assert words in html and words in text
    assert "<b>Rosa" not in html
    assert as_pdf(page).startswith(b"%PDF")


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=9), st.none() | st.floats(0, 1e5))
def test_a_drawing_stays_within_its_frame(values, error):
    points = tuple((DAY + timedelta(days=3 * n), value) for n, value in enumerate(values))
    one = Series(measure="X", name="X", unit="", last="", last_on=DAY, points=points, error=error)
    drawn = trend.picture(one)
    for name, most in (("cx", trend.WIDE), ("cy", trend.HIGH)):
        found = [float(at) for at in re.findall(rf'{name}="([-0-9.]+)"', drawn)]
        assert len(found) == len(values)
        assert all(0 <= at <= most for at in found)
