"""Has recheck look for slow regular expressions: `python tests/trials/expressions.py [--recheck DIR]`.

recheck (MIT, https://makenowjust-labs.github.io/recheck/) takes JavaScript's notation, so each expression
is translated; DIR is a folder of its own, into which npm installs it (Node 18 or newer). Where recheck has an
attack for an expression, the attack is tried on the expression itself, by what the program does with it, over
twice the text each time: in the table "grows" is the factor by which the last doubling multiplied the time, 2
for linear. The exit status is 1 where one grows faster than the text.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

sys.path.insert(0, str(Path(__file__).parents[1]))

from expressions import Expression, expressions

_VERSION = "4.5.0"
_LINEAR = 3.0  # twice the text may take this much longer
_SHORTEST = 0.002  # seconds; less is noise
_LONGEST = 10.0
_LONGEST_TEXT = 1_000_000
_CHECK = """
const { checkSync } = require("recheck");
const told = JSON.parse(require("fs").readFileSync(0, "utf8")).map(({ source, flags }) => {
  const { status, complexity, attack, error } = checkSync(source, flags, { timeout: 30000 });
  return { status, complexity: complexity && complexity.summary, attack, error };
});
console.log(JSON.stringify(told));
"""
# What JavaScript writes otherwise. What a possessive quantifier forbids is allowed there: the translation may
# be slower than the expression, never faster.
_TRANSLATIONS = (
    (r"\(\?P<\w+>", "("),
    (r"^\(\?[a-z]+\)", ""),
    (r"\(\?>", "(?:"),
    (r"(?<=(?<!\\)[*+?}])\+", ""),
    (r"\\K", ""),
    (r"\[(\\p\{\w+\})--(?:\[[^\]]*\]|\\p\{[^}]*\})\]", r"\1"),
    (r"\\([\"' –“”‘’%<>=!,:;@#&~`_\u00a0\u2007\u2009\u202f])", r"\1"),
    (r"\\\n", r"\\n"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What recheck says of an expression, and what its attack does to it; `grows` is None without one."""

    expression: Expression
    said: str
    grows: float | None
    characters: int
    seconds: float


def _translated(expression: Expression) -> dict[str, str]:
    source = expression.pattern
    for written, meant in _TRANSLATIONS:
        source = regex.sub(written, meant, source)
    flags = "u"
    for flag, letter in ((regex.IGNORECASE, "i"), (regex.MULTILINE, "m"), (regex.DOTALL, "s")):
        flags += letter if expression.flags & flag else ""
    if not expression.methods - {"fullmatch"}:
        source = f"^(?:{source})$"
    elif not expression.methods - {"fullmatch", "match"}:
        source = f"^(?:{source})"
    return {"source": source, "flags": flags}


def _attacked(expression: Expression, attack: dict[str, Any]) -> tuple[float, int, float]:
    """How much longer twice the attack takes, and the last length and time."""
    compiled = regex.compile(expression.pattern, expression.flags)
    times = [0.0]
    repeat = 1000
    while True:
        text = "".join(pump["prefix"] + pump["pump"] * repeat for pump in attack["pumps"]) + attack["suffix"]
        begun = time.process_time()
        try:
            for method in expression.methods:
                if method in ("match", "fullmatch"):
                    getattr(compiled, method)(text, timeout=_LONGEST)
                else:
                    compiled.sub("", text, timeout=_LONGEST)
        except TimeoutError:
            return float("inf"), len(text), _LONGEST
        times.append(time.process_time() - begun)
        if len(text) > _LONGEST_TEXT:
            before, last = times[-2:]
            return (last / before if before > _SHORTEST else 1.0), len(text), last
        repeat *= 2


def check(recheck: Path) -> list[Finding]:
    """What recheck finds in all expressions of vnreport."""
    if not (recheck / "node_modules" / "recheck").is_dir():
        recheck.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--prefix", recheck, f"recheck@{_VERSION}"], check=True)
    found = expressions()
    given = json.dumps([_translated(expression) for expression in found])
    done = subprocess.run(
        ["node", "-e", _CHECK], input=given, cwd=recheck, capture_output=True, text=True, check=True
    )
    findings = []
    for expression, told in zip(found, json.loads(done.stdout), strict=True):
        error = told.get("error", {"kind": ""})
        if error["kind"] not in ("", "timeout"):
            raise SystemExit(f"{expression.place}: {error}: {_translated(expression)['source']}")
        attack = told.get("attack")
        grows, characters, seconds = _attacked(expression, attack) if attack else (None, 0, 0.0)
        findings.append(
            Finding(
                expression,
                told.get("complexity") or error["kind"] or told["status"],
                grows,
                characters,
                seconds,
            )
        )
    return findings


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--recheck", type=Path, default=Path("/tmp/vnreport-recheck"), metavar="DIR")
    findings = check(arguments.parse_args().recheck)
    safe = sum(one.grows is None and one.said != "timeout" for one in findings)
    print(f"{len(findings)} expressions, of which recheck calls safe: {safe}")
    print(f"\n{'expression':<38}{'recheck':<24}{'characters':>11}{'seconds':>9}{'grows':>7}")
    for one in findings:
        if one.grows is not None or one.said == "timeout":
            row = f"{one.expression.place:<38}{one.said:<24}{one.characters:>11,}{one.seconds:>9.3f}"
            print(f"{row}{one.grows or 0:>7.1f}  {one.expression.pattern[:40]}")
    return int(any(one.grows is not None and one.grows > _LINEAR for one in findings))


if __name__ == "__main__":
    sys.exit(main())
