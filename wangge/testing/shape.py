"""Shapes 形状: whether a value is what its class declares, all the way down.

Python checks no types when it runs, so `synonyms=("户号")` or a label of None goes unseen until somebody's screen breaks. Here every attribute
of every value that a plugin returns is held against its annotation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def misshapen(value: object, wanted: Any, where: str) -> Iterator[str]:
    """What of `value` is not as declared, each with the place.

    Args:
        value: what was returned.
        wanted: the type that is declared for it.
        where: what a reader calls it.
    """
    wanted = getattr(wanted, "__supertype__", wanted)
    origin, inner = get_origin(wanted), get_args(wanted)
    if wanted in {Any, object}:
        return
    if origin in {Union, UnionType}:
        if all(any(misshapen(value, each, where)) for each in inner):
            yield _not(value, " or ".join(map(_name, inner)), where)
    elif origin is Callable:
        if not callable(value):
            yield _not(value, "a function", where)
    elif not _is(value, origin or wanted):
        yield _not(value, _name(wanted), where)
    elif origin is tuple and inner[1:] != (...,):
        if len(value) != len(inner):  # type: ignore[arg-type]
            yield f"{where} has {len(value)} parts, not {len(inner)}"  # type: ignore[arg-type]
        for place, (each, of) in enumerate(zip(value, inner, strict=False)):  # type: ignore[call-overload]
            yield from misshapen(each, of, f"{where}[{place}]")
    elif origin in {tuple, Sequence, AbstractSet, frozenset}:
        for place, each in enumerate(value):  # type: ignore[arg-type]
            yield from misshapen(each, inner[0], f"{where}[{place}]")
    elif isinstance(value, Mapping) and inner:
        for key, each in value.items():
            yield from misshapen(key, inner[0], f"{where}, key {key!r}")
            yield from misshapen(each, inner[1], f"{where}[{key!r}]")
    elif is_dataclass(value):
        declared = get_type_hints(type(value))
        for each in fields(value):
            yield from misshapen(getattr(value, each.name), declared[each.name], f"{where}.{each.name}")


def _is(value: object, kind: type) -> bool:
    """Whether it is of the kind; a text is no sequence of texts, and True is no number."""
    if isinstance(value, str) and kind is Sequence:
        return False
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, kind)


def _not(value: object, wanted: str, where: str) -> str:
    return f"{where} is {value!r:.60}, not {wanted}"


def _name(kind: Any) -> str:
    if kind is NoneType:
        return "None"
    return (
        kind.__name__ if isinstance(kind, type) and not get_args(kind) else str(kind).replace("typing.", "").replace("collections.abc.", "")
    )
