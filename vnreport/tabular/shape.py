"""The shape of the record definition: what a format with a schema of its own makes that schema from.

It is read from the Structs of `vnreport.document`, so that a field added there is a column without more ado.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import msgspec.inspect as inspect
from msgspec import UNSET

_SCALARS: dict[type[inspect.Type], type] = {
    inspect.StrType: str,
    inspect.IntType: int,
    inspect.FloatType: float,
    inspect.BoolType: bool,
    inspect.DecimalType: Decimal,
    inspect.LiteralType: str,
}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value: str, int, float, bool or Decimal, or null."""

    type: type


@dataclass(frozen=True, slots=True)
class Group:
    """A Struct: its fields. A union of Structs has the fields of all, first the one that tells which."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Many:
    """A sequence."""

    item: Scalar | Group | Many


@dataclass(frozen=True, slots=True)
class Field:
    """A named part of a Struct, and what it means by the definition."""

    name: str
    shape: Scalar | Group | Many
    meaning: str = field(default="", compare=False)


def shape_of(definition: object) -> Group:
    """The shape of a Struct, or of a union of them.

    Raises:
        TypeError: a field has a type that no table holds, such as a dict.
    """
    shape = _shape(inspect.type_info(definition))
    if not isinstance(shape, Group):
        raise TypeError(f"{definition} is no Struct")
    return shape


def part_of(whole: object, name: str) -> Any:
    """The value of a field; None where the whole has no such field, or leaves it out."""
    value = getattr(whole, name, None)
    return None if value is UNSET else value


def _shape(info: inspect.Type) -> Scalar | Group | Many:
    if isinstance(info, inspect.Metadata):
        return _shape(info.type)
    if isinstance(info, inspect.UnionType):
        members = [member for member in info.types if not isinstance(member, inspect.NoneType)]
        return _shape(members[0]) if len(members) == 1 else _merged(members)
    if isinstance(info, inspect.StructType):
        return Group(tuple(_fields(info)))
    if isinstance(info, inspect.VarTupleType | inspect.ListType):
        return Many(_shape(info.item_type))
    if type(info) in _SCALARS:
        return Scalar(_SCALARS[type(info)])
    raise TypeError(f"no table holds a field of type {info}")


def _fields(info: inspect.StructType) -> Iterator[Field]:
    if info.tag_field is not None:
        yield Field(info.tag_field, Scalar(str), "which of the kinds of records it is")
    for part in info.fields:
        yield Field(part.encode_name, _shape(part.type), _meaning(part.type))


def _meaning(info: inspect.Type) -> str:
    described = (info.extra_json_schema or {}) if isinstance(info, inspect.Metadata) else {}
    return str(described.get("description", ""))


def _merged(members: Iterable[inspect.Type]) -> Group:
    """The fields of all Structs; what is a Decimal in one of them and an int in another is a Decimal."""
    fields: dict[str, Field] = {}
    for member in members:
        if not isinstance(member, inspect.StructType):
            raise TypeError(f"no table holds a union with {member}")
        for part in _fields(member):
            known = fields.setdefault(part.name, part)
            if known != part:
                if {known.shape, part.shape} != {Scalar(int), Scalar(Decimal)}:
                    raise TypeError(f"field {part.name} has several types")
                fields[part.name] = Field(part.name, Scalar(Decimal), known.meaning)
    return Group(tuple(fields.values()))


def leaves(shape: Group, before: str = "", meaning: str = "") -> Iterator[tuple[str, Scalar | Many, str]]:
    """All values by their path (`records[].indicator.code`), with what they are and mean.

    A sequence comes before what is in it. The meaning of a part follows that of the whole, after a colon.
    """
    for part in shape.fields:
        path = before + part.name
        said = ": ".join(filter(None, (meaning, part.meaning)))
        if isinstance(part.shape, Group):
            yield from leaves(part.shape, f"{path}.", said)
        else:
            yield path, part.shape, said
            if isinstance(part.shape, Many) and isinstance(part.shape.item, Group):
                yield from leaves(part.shape.item, f"{path}[].")
