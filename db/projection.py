"""The projection 投影: an event's row, made of what its steps set.

The fold is dumb: it applies changes in order and calls no rule. What the row keeps of a sensitive value is its mask; the value itself stands
only in the body of the step that told it. So no index, sort, search or report can show what a person has not asked for with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from typing import Any

import orjson

from db.chain import EditedError, canonical
from db.schema import EVENT_COLUMNS
from wangge.alike import named_phone
from wangge.digits import whole_phone
from wangge.errors import WanggeError
from wangge.field import Field, Kind, Value
from wangge.fields import BY_NAME
from wangge.lifecycle import State
from wangge.masking import NOT_OWN, Own, mask_free_text, mask_name, mask_phone, mask_unknown
from wangge.text import gist

Raw = dict[str, Value]
Row = dict[str, Any]
Mask = Callable[[str], str]
_OWN = frozenset(EVENT_COLUMNS)
STATES = frozenset(State)
EXACT = frozenset({Kind.TIME, Kind.DAY, Kind.NUMBER, Kind.DECIMAL, Kind.MONEY, Kind.TABLE})
"""Kinds of fields whose values somebody counts with: a value that does not read back would stop every list and report that meets it."""
OWNER = frozenset({"caller", "caller_phone"})
"""Who a row is about: hidden wherever else in it they stand."""
_FREE_TEXT = frozenset({"title", "text", "place", "result"})


def fold(bodies: Iterable[Mapping[str, Any]]) -> Raw:
    """What an event's effective steps, in order, leave it with: raw values by name."""
    values: Raw = {}
    for body in bodies:
        for name, value in body["changes"].items():
            if value is None:
                values.pop(name, None)
            else:
                values[name] = value
    return values


def owner(values: Mapping[str, Value | None]) -> Own:
    """Whose row it is, by its raw values."""
    caller, phone = values.get("caller"), values.get("caller_phone")
    return Own(str(caller or ""), str(phone or "")) if caller or phone else NOT_OWN


def known_state(value: object) -> State:
    """The state that a column names.

    Raises:
        EditedError: there is no such state.
    """
    try:
        return State(str(value))
    except ValueError:
        raise EditedError("state") from None


class Projector:
    """Turns raw values into the columns of an event's row.

    Args:
        extra_fields: the departments' fields; a name that is neither theirs nor the event's is an unknown column and sensitive.
        key: the office's secret for recognising whole phone numbers.
    """

    def __init__(self, extra_fields: Iterable[Field], key: bytes) -> None:
        self._key = key
        declared = {**{field.name: field for field in extra_fields}, **BY_NAME}
        self._masks: dict[str, Mask] = {name: mask for name, field in declared.items() if (mask := _mask_of(field)) is not None}
        self._plain = declared.keys() - self._masks.keys()
        self._exact = {name: field for name, field in declared.items() if field.kind in EXACT}
        self.texts = frozenset(name for name, mask in self._masks.items() if mask is mask_free_text)
        """The fields in which a row's own caller is hidden."""
        self.masked_columns = _OWN.intersection(self._masks)
        """The event's own columns that hold masks."""

    def masked(self, name: str, value: Value, own: Own = NOT_OWN) -> Value:
        """What may be seen of the value of a field, in the row of `own`."""
        if name in self._plain:
            return value
        return own.shown(str(value)) if name in self.texts else self._masks.get(name, mask_unknown)(str(value))

    def depends(self, changes: Iterable[str]) -> bool:
        """Whether what is shown after these changes depends on raw values that stood before them."""
        return any(name in self.texts or name in OWNER for name in changes)

    def changed(
        self, changes: Mapping[str, Value | None], extra: str | None, told: int | None = None, before: Mapping[str, Value] | None = None
    ) -> Row:
        """The columns that `changes` set.

        Args:
            changes: raw values by name; None blanks one.
            extra: the column `extra` as it was.
            told: the text's gist, where somebody has it already.
            before: the raw values before the changes; asked for where these `depends` on them.

        Raises:
            WanggeError: `value_unreadable`, as `check`.
        """
        self.check(changes)
        return self.columns(changes, extra, told, before)

    def check(self, values: Mapping[str, Value | None]) -> None:
        """Refuse values that nobody could read again, whoever brings them.

        Raises:
            WanggeError: `value_unreadable`.
        """
        for name in self.unreadable(values):
            label = self._exact[name].label if name in self._exact else BY_NAME[name].label
            raise WanggeError("value_unreadable", label=label, value=mask_unknown(str(values[name])))

    def unreadable(self, values: Mapping[str, Value | None]) -> list[str]:
        """The names of the values that do not read back as the kind of their field."""
        exact = self._exact
        wrong = [name for name in values.keys() & exact.keys() if (value := values[name]) is not None and not exact[name].readable(value)]
        if (state := values.get("state")) is not None and state not in STATES:
            wrong.append("state")
        return wrong

    def columns(
        self, changes: Mapping[str, Value | None], extra: str | None, told: int | None = None, before: Mapping[str, Value] | None = None
    ) -> Row:
        """The columns that `changes` set, readable or not: for who compares them with what a row holds; see `changed`."""
        row: Row = {}
        more: dict[str, Value | None] = {}
        told = told if "text" in changes else None
        if before and any(name in OWNER for name in changes):
            # another caller is to be hidden in what was told already
            changes = {**{name: value for name, value in before.items() if name in self.texts}, **changes}
        own = owner({**before, **changes} if before else changes)
        plain = self._plain
        for name, value in changes.items():
            shown = value if value is None or name in plain else self.masked(name, value, own)
            if name in _OWN:
                row[name] = shown
            else:
                more[name] = shown
        if more:
            row["extra"] = self._merged(extra, more)
        if "text" in row:
            row["gist"] = told or gist(str(changes["text"] or "")) or None
            row["phone_key"] = self.phone_key(row["text"])
        if "caller_phone" in row:
            row["caller_key"] = self.caller_key(changes["caller_phone"])
        return row

    def caller_key(self, phone: Value | None) -> int | None:
        """A keyed digest of one whole phone number, by which the same caller is recognised; None for anything else."""
        digits = whole_phone(str(phone or ""))
        if not digits:
            return None
        return int.from_bytes(blake2b(digits.encode(), digest_size=8, key=self._key).digest(), "big", signed=True)

    def phone_key(self, text: Value | None) -> int | None:
        """A keyed digest of the first mobile number that a masked text names, or that a masked number is; only what masking leaves goes in."""
        phone = named_phone(str(text)) if text and "****" in str(text) else ""
        return int.from_bytes(blake2b(phone.encode(), digest_size=8, key=self._key).digest(), "big", signed=True) if phone else None

    def _merged(self, extra: str | None, more: Mapping[str, Value | None]) -> str | None:
        known: dict[str, Value | None] = orjson.loads(extra) if extra else {}
        known.update(more)
        kept = {name: value for name, value in known.items() if value is not None}
        return canonical(kept) if kept else None


def _mask_of(field: Field) -> Mask | None:
    """What masks a field; None where it is shown as it is."""
    if field.name in _FREE_TEXT or (not field.sensitive and field.kind is Kind.TEXT):
        return mask_free_text
    if not field.sensitive:
        return _table_mask(field) if field.kind is Kind.TABLE else None
    return {Kind.PERSON: mask_name, Kind.PHONE: mask_phone}.get(field.kind, mask_unknown)


def _table_mask(field: Field) -> Mask | None:
    """What masks the rows of a table, each column as its own field would be; None where no column is masked."""
    masks = {column.name: mask for column in field.columns if (mask := _mask_of(column)) is not None}
    plain = {column.name for column in field.columns} - masks.keys()

    def masked(text: str) -> str:
        rows = orjson.loads(text)
        shown = [
            {name: value if name in plain else masks.get(name, mask_unknown)(str(value)) for name, value in row.items()} for row in rows
        ]
        return orjson.dumps(shown, option=orjson.OPT_SORT_KEYS).decode()

    return masked if masks else None
