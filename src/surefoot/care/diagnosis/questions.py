"""What to ask next: the bits by which an answer is expected to make each pattern surer.

An answer weighs as it would after the group rule. How often "yes" is to be expected follows from
the patterns as they stand. Source: convention/expected-information.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surefoot.care.diagnosis.lines import Line
from surefoot.care.diagnosis.tally import Counts, Floats, Indices, Tally
from surefoot.knowledge.schema.patterns import COLUMNS
from surefoot.knowledge.schema.patterns import Question as QuestionRow

type Weighted = tuple[Line, frozenset[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with the lines its two answers would bring."""

    row: QuestionRow
    yes: tuple[Weighted, ...]
    no: tuple[Weighted, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prospect:
    """All questions laid out: one step for each answer and each group it bears on."""

    questions: tuple[Question, ...]
    question: Indices  # of each step
    answer: Indices  # 0 = yes, 1 = no
    group: Indices
    added: Counts  # what the step adds to the counts of its group
    hits: Floats  # how often "yes" with the pattern, by question and pattern; 0 = speaks not for it
    leak: Floats  # how often "yes" without any of them


def prospect(questions: Sequence[Question], tally: Tally) -> Prospect:
    """Lay out what every answer would add; `hits` are of questions x patterns, chances 0 to 1."""
    steps: list[tuple[int, int, int]] = []
    added: list[Counts] = []
    for number, question in enumerate(questions):
        for answer, lines in enumerate((question.yes, question.no)):
            table = tally.count(lines)
            for group in sorted({tally.group(line) for line, _ in lines}):
                steps.append((number, answer, group))
                added.append(table[group])
    columns = np.array(steps, dtype=np.intp).reshape(-1, 3)
    table = np.array(added)
    alone = _moved(columns, len(questions), tally.totals(table))
    hits, leak = _frequencies(alone[:, 0], alone[:, 1])
    return Prospect(
        questions=tuple(questions),
        question=columns[:, 0],
        answer=columns[:, 1],
        group=columns[:, 2],
        added=table,
        hits=hits,
        leak=leak,
    )


def information(
    plan: Prospect, tally: Tally, counts: Counts, totals: Floats, odds: Floats
) -> Floats:
    """Bits expected of each question for each pattern, of shape questions x patterns.

    `counts` and `totals` are those of the tally so far, `odds` the ln odds of each pattern.
    """
    after = tally.totals(counts[plan.group] + plan.added) - totals[plan.group]
    steps = np.stack([plan.question, plan.answer], axis=1)
    moved = _moved(steps, len(plan.questions), after)
    return expected_bits(odds, moved[:, 0], moved[:, 1], expected_yes(plan, odds))


def expected_yes(plan: Prospect, odds: Floats) -> Floats:
    """How often "yes" is to be expected of each question: any pattern that it speaks for, or none.

    Each pattern brings it about on its own, the leak stands for everything else:
    1 - (1 - leak) x product over patterns of (1 - hits x chance); one chance a question, 0 to 1.
    """
    missed = (1 - plan.hits * _chance(odds)).prod(axis=1)
    yes: Floats = 1 - (1 - plan.leak) * missed
    return yes


def expected_bits(odds: Floats, yes: Floats, no: Floats, chance_of_yes: Floats) -> Floats:
    """Bits expected of answers that move ln odds by `yes` or `no`, of shape questions x patterns.

    Doubt before - chance of yes x doubt after yes - chance of no x doubt after no, never below 0.
    Where the answers move the odds in opposite ways, both ratios are taken as they are; else the
    answer that has a weight is, and the other one balances it.
    """
    p = np.broadcast_to(_chance(odds), yes.shape)
    both = yes * no < 0
    hit, false_alarm = _rates(yes, no, both)
    p_yes = np.where(both, hit * p + false_alarm * (1 - p), chance_of_yes[:, None])
    p_no = 1 - p_yes
    after_yes = np.where(both | (yes != 0), _moved_chance(p, yes, p_yes), p)
    after_no = np.where(both | (no != 0), _moved_chance(p, no, p_no), p)
    balanced_no = _balance(p, p_yes, after_yes)
    balanced_yes = _balance(p, p_no, after_no)
    bits_yes = _gain(p, p_yes, after_yes, balanced_no)
    bits_no = _gain(p, p_no, after_no, balanced_yes)
    return np.where(both, bits_yes, np.maximum(bits_yes, bits_no))


def _moved(steps: Indices, questions: int, change: Floats) -> Floats:
    """What the steps of each answer add up to, over all groups."""
    moved = np.zeros((questions, 2, len(COLUMNS)))
    np.add.at(moved, (steps[:, 0], steps[:, 1]), change)
    return moved


def _frequencies(yes: Floats, no: Floats) -> tuple[Floats, Floats]:
    """How often "yes" with each pattern and without: as published, else taken as symmetric."""
    both = yes * no < 0
    hit, false_alarm = _rates(yes, no, both)
    symmetric = 1 / (1 + np.exp(-yes))
    hits = np.where(yes > 0, np.where(both, hit, symmetric), 0.0)
    leaks = np.where(both, false_alarm, 1 - symmetric)
    strongest = yes.argmax(axis=1)
    return hits, leaks[np.arange(len(yes)), strongest]


def _rates(yes: Floats, no: Floats, both: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Sensitivity and false positives from two likelihood ratios a and b.

    sensitivity = a(1-b)/(a-b), false positives = (1-b)/(a-b).
    """
    a, b = np.exp(yes), np.exp(no)
    false_alarm = np.where(both, (1 - b) / np.where(both, a - b, 1.0), 0.0)
    return a * false_alarm, false_alarm


def _moved_chance(p: Floats, change: Floats, p_answer: Floats) -> Floats:
    """The chance after an answer; never so high or low that the other answer could not balance."""
    moved = 1 / (1 + np.exp(-change) * (1 - p) / np.maximum(p, 1e-300))
    floor = np.maximum(1 - (1 - p) / p_answer, 0.0)
    moved_within: Floats = np.clip(moved, floor, np.minimum(p / p_answer, 1.0))
    return moved_within


def _balance(p: Floats, p_answer: Floats, after: Floats) -> Floats:
    """The chance after the other answer, so that on average the chance stays what it was."""
    balance: Floats = np.clip((p - p_answer * after) / np.maximum(1 - p_answer, 1e-12), 0.0, 1.0)
    return balance


def _gain(p: Floats, p_answer: Floats, after: Floats, otherwise: Floats) -> Floats:
    """Bits of doubt that are expected to go; an answer never adds any."""
    gained = _doubt(p) - p_answer * _doubt(after) - (1 - p_answer) * _doubt(otherwise)
    kept: Floats = np.maximum(gained, 0.0)
    return kept


def _chance(odds: Floats) -> Floats:
    """The chance, 0 to 1, that goes with ln odds."""
    chance: Floats = 1 / (1 + np.exp(-odds))
    return chance


def _doubt(p: Floats) -> Floats:
    """Bits of doubt in a yes or no of this chance."""
    p = np.clip(p, 1e-15, 1 - 1e-15)
    doubt: Floats = -(p * np.log2(p) + (1 - p) * np.log2(1 - p))
    return doubt
