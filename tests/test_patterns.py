"""Every rule of patterns/ is proven by the examples it carries."""

from __future__ import annotations

import pytest
from leaving_out import Watched, idle_forms, idle_rules, watched

from vnreport.proofs import prove, unproven_forms
from vnreport.vocabulary import Rule, load_vocabulary

VOCABULARY = load_vocabulary()
RULES = [rule for rules in VOCABULARY.by_kind.values() for rule in rules]

# The kinds of which every form decides an example of its own.
_EACH_FORM_DECIDES = ("function_word", "share", "shortening", "superlative")
# The kinds of which every rule does.
_EACH_RULE_DECIDES = (
    *_EACH_FORM_DECIDES,
    *(
        "relation",
        "approx",
        "plan_noun",
        "multiple",
        "part_lead",
        "indicator",
        "surname",
        "uncounted",
        "scale",
    ),
    *("action", "nohead", "place", "rank", "scope"),
)
_TOGETHER = 10  # rules of a long list are left out so many at a time, no two neighbours among them

# A rule with more forms than this is a list of names of one sort, of which the examples are a sample.
_MOST_FORMS_PROVEN_EACH = 12


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_examples_are_read_and_counterexamples_are_not(rule: Rule) -> None:
    assert [str(failure) for failure in prove(rule, VOCABULARY)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_has_an_example_for_each_form(rule: Rule) -> None:
    assert rule.examples, f"{rule.file}: {rule.kind} {rule.id!r} has no example"
    if len(rule.forms) <= _MOST_FORMS_PROVEN_EACH:
        unproven = unproven_forms(rule, VOCABULARY)
        assert unproven == (), f"{rule.file}: {rule.kind} {rule.id!r}: forms without an example"


@pytest.fixture(scope="module")
def whole() -> Watched:
    return watched(VOCABULARY)


@pytest.mark.parametrize("rule", VOCABULARY.rules(*_EACH_FORM_DECIDES), ids=lambda rule: rule.name)
def test_without_any_one_form_an_example_comes_out_otherwise(rule: Rule, whole: Watched) -> None:
    assert list(idle_forms(rule, whole)) == []


@pytest.mark.parametrize("kind", _EACH_RULE_DECIDES)
def test_without_any_one_rule_an_example_of_it_comes_out_otherwise(kind: str, whole: Watched) -> None:
    rules = whole.rules(kind)
    apart = max(1, len(rules) // _TOGETHER)
    assert [rule.name for first in range(apart) for rule in idle_rules(rules[first::apart], whole)] == []


def test_each_indicator_has_an_english_name_and_no_two_the_same() -> None:
    rules = load_vocabulary().rules("indicator")
    names = [rule.text("name_en") for rule in rules]
    assert [
        rule.id for rule, name in zip(rules, names, strict=True) if not name.strip().isascii() or not name
    ] == []
    assert sorted(set(names)) == sorted(names)
