"""The rules of the vocabulary: what may stand in one, and that all of them can be read."""

import pytest

from surefoot.knowledge.load import load
from surefoot.knowledge.rules import check_rules, names_in, parse_rule
from surefoot.knowledge.rules.reading import read_rule
from surefoot.knowledge.schema.vocabulary import Finding
from surefoot.terms import SurefootError

VOCABULARY = load().findings


def faults(text: str, code: str = "a rule") -> list[tuple[int, str]]:
    _, found = read_rule(code, text, VOCABULARY)
    return [(fault.column, fault.says) for fault in found]


def test_every_rule_of_the_release_is_without_fault():
    assert check_rules(VOCABULARY) == ()


@pytest.mark.parametrize(
    ("text", "column", "part"),
    [
        ("chest_pain and", 1, "cannot be read"),
        ("chest_pian", 1, "no finding"),
        ("chest_pain and chest_pian", 16, "no finding"),
        ("__import__('os')", 1, "no word of the rule language"),
        ("chest_pain.real", 1, "Attribute may not stand"),
        ("[chest_pain for chest_pain in fainted]", 1, "ListComp may not stand"),
        ("(lambda: 1)()", 1, "no word of the rule language"),
        ("chest_pain if fainted else vomiting", 1, "IfExp may not stand"),
        ("f'{chest_pain}'", 1, "JoinedStr may not stand"),
        ("hr_rest % 2 == 0", 1, "Mod may not stand"),
        ("hr_rest in (1, 2)", 1, "In may not stand"),
        ("diabetes_type == 'type3'", 1, "never 'type3'"),
        ("hr_rest > 1000", 1, "outside hr_rest"),
        ("1000 < hr_rest", 1, "outside hr_rest"),
        ("hr_rest > 'fast'", 1, "cannot be compared"),
        ("diabetes_type > 'none'", 1, "needs numbers"),
        ("hr_rest and fainted", 1, "a truth is wanted"),
        ("not diabetes_type", 5, "a truth is wanted"),
        ("foot_drop", 1, "say any_side or both_sides"),
        ("numbness", 1, "say any_site or at"),
        ("any_side(fainted)", 1, "reads left_right findings"),
        ("any_side(foot_drop and numbness)", 10, "sides and sites"),
        ("at_least(2)", 1, "takes 2 parts"),
        ("known()", 1, "takes 1 parts"),
        ("any_of(fainted, default=1)", 1, "no named parts"),
        ("any_site(numbness and tingling)", 1, "takes a finding"),
        ("days_since(hr_rest) > 1", 12, "a date is wanted"),
    ],
)
def test_a_fault_says_where_and_what(text, column, part):
    found = faults(text)
    assert found, text
    assert any(at == column and part in says for at, says in found), found


def test_all_faults_come_at_once():
    assert len(faults("chest_pian and hr_rest > 1000 and diabetes_type == 'x'")) == 3


def test_a_level_a_red_flag_never_has_is_a_fault():
    assert any("never 'U9'" in says for _, says in faults("urgency(U9=fainted)", "rf_ces"))


def test_a_faulty_rule_raises_one_error_that_names_the_code():
    with pytest.raises(SurefootError, match="column 1: chest_pian is no finding"):
        parse_rule("rf_x", "chest_pian", VOCABULARY)


def made(code: str, rule: str, kind: str = "three_valued", **more: object) -> Finding:
    row = VOCABULARY["cond_oh"].model_dump() | {"id": code, "rule": rule, "value_type": kind}
    return Finding.model_validate(row | more)


def test_a_rule_that_rests_on_itself_is_named_with_its_circle():
    circle = {
        **VOCABULARY,
        "one": made("one", "two and fainted"),
        "two": made("two", "any_of(three, fainted)"),
        "three": made("three", "not one"),
    }
    found = [str(fault) for fault in check_rules(circle)]
    assert found == ["one, column 1: rests on itself: one -> two -> three -> one."]


@pytest.mark.parametrize(
    ("row", "part"),
    [
        (made("x", "hr_rest"), "gives a number"),
        (made("x", "fainted", kind="number"), "gives a truth"),
        (made("x", "any_side(foot_drop)", side="left_right"), "where left_right is said"),
        (made("x", "first_true(a=fainted)", kind="enum", enum_values="b;c"), "never 'a'"),
        (made("x", 'first_true(default="d")', kind="enum", enum_values="b;c"), "never 'd'"),
        (
            made("x", 'choose("e", fainted, "b", vomiting)', kind="enum", enum_values="b;c"),
            "never 'e'",
        ),
    ],
)
def test_a_rule_gives_what_its_finding_says(row, part):
    found = [str(fault) for fault in check_rules({**VOCABULARY, "x": row})]
    assert any(part in fault for fault in found), found


def test_a_tree_names_what_it_reads():
    tree = parse_rule("x", "any_side(abi < 0.4) and not fainted", VOCABULARY)
    assert list(names_in(tree)) == ["abi", "fainted"]
