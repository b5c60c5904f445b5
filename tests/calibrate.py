"""Fits vnreport/confidence.toml to annotated articles: `python tests/calibrate.py` (needs scikit-learn).

Fitted is a logistic regression on the features that vnreport.confidence tells of each record, against whether
the record is right in full; strongly regularised, so that rare features weigh little. First it prints what
the confidence is worth on articles that the fit has not seen (ten folds), then it writes the weights of all.
"""

from __future__ import annotations

import sys
from pathlib import Path

import floors
from msgspec.structs import replace
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from vnreport.evaluation.gold import gold_files, read_gold
from vnreport.evaluation.matching import match
from vnreport.evaluation.measures import reliability
from vnreport.evaluation.outcomes import Outcome
from vnreport.pipeline import run
from vnreport.vocabulary import load_vocabulary

WEIGHTS = floors.ROOT / "vnreport" / "confidence.toml"
_STRENGTH = 3.0  # scikit-learn's C: the smaller, the nearer are rare features to nothing
_LEAST = 5  # records that a feature needs to get a weight
_GIVEN = {"contradicts others": -1.0}  # too rare to be fitted, as a contradiction is mostly the article's own


def observations(directories: list[Path]) -> list[tuple[str, dict[str, float], Outcome]]:
    """For each record found in annotated articles: the article, its features, and what became of it."""
    made = []
    for path in gold_files(directories):
        for article in read_gold(path):
            extraction = run(article.text, article.source, load_vocabulary())
            records = extraction.document.records
            features = {r.id: t.features for r, t in zip(records, extraction.traces, strict=True)}
            for outcome in match(article, records):
                if outcome.record:
                    made.append((str(path), dict.fromkeys(features[outcome.record], 1.0), outcome))
    return made


def main() -> None:
    """Fit, print and write."""
    seen = observations([directory for directory in floors.SETS.values() if directory.is_dir()])
    articles = [article for article, _, _ in seen]
    names = DictVectorizer(sparse=False)
    names.restrict(names.fit_transform([features for _, features, _ in seen]).sum(axis=0) >= _LEAST)
    table = names.transform([features for _, features, _ in seen])
    right = [outcome.reaches("full") for _, _, outcome in seen]
    model = LogisticRegression(C=_STRENGTH, fit_intercept=False, max_iter=1000)
    folds = GroupKFold(10)
    guessed = cross_val_predict(model, table, right, groups=articles, cv=folds, method="predict_proba")[:, 1]
    report = reliability([_sure(outcome, sure) for (_, _, outcome), sure in zip(seen, guessed, strict=True)])
    sys.stdout.write(f"{len(seen)} records of {len(set(articles))} articles, not seen by the fit\n")
    for made in report.bins:
        sys.stdout.write(
            f"{made.low:.2f} to {made.high:.2f}: {made.records:5} records, mean {made.confidence:.3f}, "
            f"core right {made.core:.3f}, full right {made.full:.3f}\n"
        )
    sys.stdout.write(f"off by {report.error:.3f}, Brier score {report.brier:.3f}\n")
    model.fit(table, right)
    weights = dict(zip(names.get_feature_names_out(), model.coef_[0], strict=True)) | _GIVEN
    lines = [f'"{name}" = {weight:.2f}' for name, weight in sorted(weights.items())]
    head = f"# Log-odds that a record is right in full, by tests/calibrate.py from {len(seen)} records."
    WEIGHTS.write_text("\n".join([head, "", "[weights]", *lines, ""]), encoding="utf-8")


def _sure(outcome: Outcome, confidence: float) -> Outcome:
    return replace(outcome, confidence=float(confidence))


if __name__ == "__main__":
    main()
