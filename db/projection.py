"""The projection 投影: an event's row, made of what its steps set.

The fold is dumb: it applies changes in order and calls no rule. What the row keeps of a sensitive value is its mask; the value itself stands
only in the body of the step that told it. So no index, sort, search or report can show what a person has not asked for with a reason.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from db.chain import canonical
from db.schema import EVENT_COLUMNS
from wangge.fields import BY_NAME, Field, Kind, Value
from wangge.masking import mask_free_text, mask_name, mask_phone, mask_unknown
from wangge.text import gist

Raw = dict[str, Value]
Row = dict[str, Any]
_OWN = frozenset(EVENT_COLUMNS)
_FREE_TEXT = frozenset(name for name in EVENT_COLUMNS if BY_NAME[name].kind in {Kind.TEXT, Kind.LINE} and not BY_NAME[name].told) | {
    "result"
}
_WHOLE_PHONE = re.compile(r"1[3-9]\d{9}|0\d{9,11}")


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


class Projector:
    """Turns raw values into the columns of an event's row.

    Args:
        extra_fields: the departments' fields; a name that is neither theirs nor the event's is an unknown column and sensitive.
        key: the office's secret for recognising whole phone numbers.
    """

    def __init__(self, extra_fields: Iterable[Field], key: bytes) -> None:
        self._extra = {field.name: field for field in extra_fields}
        self._extra.update({name: field for name, field in BY_NAME.items() if name not in _OWN})
        self._key = key

    def masked(self, name: str, value: Value) -> Value:
        """What may be seen of the value of a field."""
        if name in _FREE_TEXT:
            return mask_free_text(value) if isinstance(value, str) else value
        field = BY_NAME.get(name) if name in _OWN else self._extra.get(name)
        if field is None:
            return mask_unknown(str(value))
        if not field.sensitive:
            return value
        match field.kind:
            case Kind.PERSON:
                return mask_name(str(value))
            case Kind.PHONE:
                return mask_phone(str(value))
            case _:
                return mask_unknown(str(value))

    def changed(self, changes: Mapping[str, Value | None], extra: str | None) -> Row:
        """The columns that `changes` set; `extra` is that column as it was."""
        row: Row = {}
        more: dict[str, Value | None] = {}
        for name, value in changes.items():
            if name not in _OWN:
                more[name] = None if value is None else self.masked(name, value)
            else:
                row[name] = None if value is None else self.masked(name, value)
        if more:
            row["extra"] = self._merged(extra, more)
        if "text" in row:
            row["gist"] = digest(gist(str(changes["text"]))) if changes["text"] else None
        if "caller_phone" in changes:
            row["caller_key"] = self.caller_key(changes["caller_phone"])
        return row

    def caller_key(self, phone: Value | None) -> str | None:
        """A keyed digest of one whole phone number, by which the same caller is recognised; None for anything else."""
        if phone is None or not _WHOLE_PHONE.fullmatch(str(phone).replace("-", "").replace(" ", "")):
            return None
        return hmac.new(self._key, str(phone).encode(), sha256).hexdigest()[:24]

    def _merged(self, extra: str | None, more: Mapping[str, Value | None]) -> str | None:
        known: dict[str, Value | None] = json.loads(extra) if extra else {}
        known.update(more)
        kept = {name: value for name, value in known.items() if value is not None}
        return canonical(kept) if kept else None


def digest(words: str) -> str | None:
    """Eight bytes that stand for a text, for finding equal ones; None for an empty one."""
    return sha256(words.encode()).hexdigest()[:16] if words else None
