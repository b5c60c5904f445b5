"""The state of a reading over the words of a body."""

from __future__ import annotations

# Kinds of pieces, beside the roles of the rules in patterns/officials.toml:
#   head, unit   the rank itself ("Giám đốc", "Trưởng phòng"), before any piece
#   cap          a capitalised word that no rule knows; cap-word the small syllable that completes it
#   place        a place's name, number a number, link a word such as "của"
FIELDS = frozenset({"field", "verbal"})
BODIES = frozenset({"open", "named", "closed"})
CAPITALS = frozenset({"cap", "cap-word"})


class Walk:
    """Where the reading is (`at`), what the last piece was (`kind`), where the body ends so far (`last`)."""

    __slots__ = (
        "at",
        "body",
        "company",
        "kind",
        "last",
        "name",
        "piece",
        "plan",
        "previous",
        "school",
        "small",
    )

    def __init__(self, at: int, kind: str) -> None:
        self.at = at
        self.kind = kind
        self.previous = ""  # what the piece before was
        self.body = ""  # the role of the last body met: open, named, closed
        self.last = at
        self.name: int | None = None  # where a person's name was met
        self.piece = at  # the first token of the last piece
        self.plan = -1  # where a person's name will begin, seen from the words before it
        self.school = False  # the rank is one of schools
        self.company = False  # the rank is one of companies
        self.small = False  # the body goes on in small letters

    def take(self, last: int, kind: str, *, small: bool = False) -> bool:
        """The tokens up to `last` belong to the body."""
        self.piece = self.at
        self.at = self.last = last
        self.previous, self.kind = self.kind, kind
        if kind in BODIES:
            self.body = kind
        self.small = small
        return True

    def skip(self, at: int, kind: str | None = None, *, small: bool = False) -> bool:
        """Look on from `at`: the tokens before belong to the body if a piece follows."""
        self.at = at
        self.kind = kind or self.kind
        self.small = small or self.small
        return True
