"""Every rule of patterns/ is proven by the examples it carries."""

from __future__ import annotations

import pytest

from vnreport.proofs import prove, unproven_forms
from vnreport.vocabulary import Rule, load_vocabulary

VOCABULARY = load_vocabulary()
RULES = [rule for rules in VOCABULARY.by_kind.values() for rule in rules]

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
