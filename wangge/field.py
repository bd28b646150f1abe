"""A field 项目: one item declared once: how it is typed, checked, kept and shown.

The console's form, the importer's column matching, masking, the export column, the search word and the message of a wrong value all come
from a `Field`. The event's own are declared in `wangge.fields`; departments and calculators declare theirs in the same way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as with_default
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import TypeAlias
from zoneinfo import ZoneInfo

from wangge import dates, money
from wangge.errors import Phrase, WanggeError
from wangge.text import clean_line, clean_text, half_width
from wangge.times import CHINA, Instant, chinese, from_wall, is_instant, iso, on_wall

Value: TypeAlias = str | int
"""What a field holds: text (instants, days, decimals, tables too) or a whole number (money is in 分)."""


MOST_KEPT = 2**63
"""What a whole number in the ledger must be smaller than."""
LONE = re.compile(r"[\ud800-\udfff]")
"""Half a character: no file and no screen takes it."""
_DECIMAL = re.compile(r"\d{1,9}(\.\d{1,4})?", re.ASCII)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


YES_NO = ("是", "否")
"""The choices of a plain question."""


class Kind(StrEnum):
    """How a field is typed in, checked and shown."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    TIME = "time"
    NUMBER = "number"
    DECIMAL = "decimal"
    MONEY = "money"
    DAY = "day"
    TABLE = "table"
    PHONE = "phone"
    PERSON = "person"
    ID_NUMBER = "id_number"
    CREDIT_CODE = "credit_code"


class Kept(Enum):
    """Where the ledger keeps a field: its own column, the column `extra`, or nowhere (evidence that only the importer reads)."""

    COLUMN = 1
    EXTRA = 2
    NOWHERE = 3


@dataclass(frozen=True, slots=True)
class Field:
    """One item 项目.

    Attributes:
        name: the JSON key and column.
        label: what a person reads.
        kind: how it is typed, checked and shown.
        synonyms: headers under which files bring it; the label counts as one.
        choices: for `Kind.CHOICE`, what may be picked; empty when the ledger's own values are the list.
        sensitive: masked in every record, index and report; only `Ledger.reveal` shows it.
        indexed: often filtered by; a column has a plain index, an extra field an expression index.
        told: recorded by actions; a correction may not set it.
        kept: where the ledger keeps it.
        longest: how many characters it may have; 0 is no limit.
        expected: an import without it leaves a mark 待补.
        least, most: the range that is allowed for a number, a decimal or money, in the unit in which it is typed (元).
        columns: for `Kind.TABLE`, the fields of a row.
        asked_if: a form asks for it only where other fields that it asks for have one of these values; empty is always.
    """

    name: str
    label: str
    kind: Kind = Kind.LINE
    synonyms: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    sensitive: bool = False
    indexed: bool = False
    told: bool = False
    kept: Kept = Kept.COLUMN
    longest: int = 200
    expected: bool = False
    least: int = 0
    most: int = 999_999_999
    columns: tuple[Field, ...] = ()
    asked_if: Mapping[str, tuple[str, ...]] = with_default(default_factory=dict, hash=False)

    def asked(self, given: Mapping[str, str]) -> bool:
        """Whether a form asks for it when so much was given; a field that the form does not have decides nothing.

        Args:
            given: what stands in the form by field name, an empty text for nothing.
        """
        return all(given[name] in values for name, values in self.asked_if.items() if name in given)

    @property
    def hides(self) -> bool:
        """Whether something of it is masked: all of it, or a column of its table."""
        return self.sensitive or any(column.sensitive for column in self.columns)

    def shown(self, value: Value, zone: ZoneInfo = CHINA, between: str = "；") -> str:
        """A kept value as a person reads it: a time on the office's wall, money in 元, a table row by row; a mask as it is.

        Args:
            value: as the ledger keeps it, or as its record shows it.
            zone: the office's zone, for times.
            between: what stands between the rows of a table.
        """
        match self.kind:
            case Kind.TIME if str(value)[:1].isdecimal():
                return chinese(Instant(str(value)), zone)
            case Kind.MONEY if str(value).isdecimal():
                return f"{money.yuan(int(value))} 元"
            case Kind.TABLE if rows := _kept_rows(value):
                cells = ([f"{each.label} {each.shown(row[each.name], zone)}" for each in self.columns if each.name in row] for row in rows)
                return between.join("，".join(row) for row in cells)
            case _:
                return str(value)

    def plain(self, value: Value, zone: ZoneInfo = CHINA) -> object:
        """A kept value as JSON gives it: a time with its offset, money as text in 元, a table as a list of objects; a mask as it is."""
        match self.kind:
            case Kind.TIME if str(value)[:1].isdecimal():
                return iso(Instant(str(value)), zone)
            case Kind.MONEY if str(value).isdecimal():
                return money.plain(int(value))
            case Kind.TABLE if rows := _kept_rows(value):
                return [{each.name: each.plain(row[each.name], zone) for each in self.columns if each.name in row} for row in rows]
            case _:
                return value

    def clean(self, value: object, zone: ZoneInfo = CHINA) -> Value | None:
        """The typed or imported `value` as the ledger keeps it; None for nothing.

        Args:
            value: text as typed, a number, or a (naive, office-time) date from a spreadsheet.
            zone: the office's zone, for times.

        Raises:
            WanggeError: `value_invalid` or `text_too_long`, naming the label and what is allowed.
        """
        if value is None or value == "":
            return None
        match self.kind:
            case Kind.TIME:
                return self._time(value, zone)
            case Kind.TABLE:
                return self._table(value, zone)
            case Kind.DAY:
                return self.read_day(value, zone)
            case Kind.NUMBER | Kind.DECIMAL | Kind.MONEY:
                return _COUNTED[self.kind](self, value)
            case Kind.TEXT:
                return self._short(clean_text(_plain(value)))
            case _:
                text = clean_line(_plain(value))
                if text and self.choices and text not in self.choices:
                    raise WanggeError(
                        "value_invalid", label=self.label, value=text, reason=Phrase("只能填{choices}", choices="、".join(self.choices))
                    )
                return self._short(text)

    def readable(self, value: object) -> bool:
        """Whether a value is kept as `clean` would have made it, so that every screen and report can read it."""
        match self.kind:
            case Kind.TIME:
                return is_instant(value)
            case Kind.DAY:
                return isinstance(value, str) and _is_day(value)
            case Kind.NUMBER | Kind.MONEY:
                return isinstance(value, int) and not isinstance(value, bool) and abs(value) < MOST_KEPT
            case Kind.DECIMAL:
                return isinstance(value, str) and _DECIMAL.fullmatch(value) is not None
            case Kind.TABLE:
                return isinstance(value, str) and self._readable_rows(value)
            case _:
                return isinstance(value, str) and bool(value) and not LONE.search(value)

    def _readable_rows(self, value: str) -> bool:
        columns = {column.name: column for column in self.columns}
        rows = _kept_rows(value)
        return bool(rows) and all(columns[name].readable(cell) for row in rows for name, cell in row.items() if name in columns)

    def _short(self, text: str) -> str | None:
        if self.longest and len(text) > self.longest:
            raise WanggeError("text_too_long", label=self.label, length=len(text), limit=self.longest)
        return text or None

    def wrong(self, value: object, reason: str) -> WanggeError:
        """The refusal of a value of this field."""
        return WanggeError("value_invalid", label=self.label, value=value, reason=reason)

    def read_number(self, value: object) -> int:
        """A whole number within the range."""
        text = clean_line(_plain(value))
        if not re.fullmatch(r"\d{1,9}", text):
            raise self.wrong(text, "须是不小于 0 的整数")
        self._within(Decimal(text), text)
        return int(text)

    def read_decimal(self, value: object) -> str:
        """A number with at most four decimals within the range, as text."""
        text = half_width(clean_line(_plain(value)))
        if not _DECIMAL.fullmatch(text):
            raise self.wrong(text, "须是不小于 0 的数，小数最多四位")
        self._within(Decimal(text), text)
        return text

    def read_money(self, value: object) -> int:
        """An amount typed in 元, in 分."""
        text = _plain(value)
        amount = money.read(text)
        if amount is None:
            raise self.wrong(text, "须是不小于 0 的金额，单位为元，如 8000、8,000.50、1.2万")
        self._within(Decimal(amount) / 100, text)
        return amount

    def _within(self, number: Decimal, text: str) -> None:
        if not self.least <= number <= self.most:
            raise self.wrong(text, Phrase("须在 {least:,} 到 {most:,} 之间", least=self.least, most=self.most))

    def read_day(self, value: object, zone: ZoneInfo = CHINA) -> str:
        """A day as `YYYY-MM-DD`; of a moment that names its zone, the day in the office's `zone`."""
        text = _plain(value)
        wall = _on_wall(value, zone) if isinstance(value, datetime) else value if isinstance(value, date) else dates.told(text, zone)
        if wall is None or not 1900 <= wall.year < 2100:
            raise self.wrong(text, "须是日期，如 2026-01-05、2026.1.5、1月5日")
        return f"{wall:%Y-%m-%d}"

    def _table(self, value: object, zone: ZoneInfo) -> str | None:
        """Rows as canonical JSON: from JSON, from objects, or from lines as a spreadsheet copies them."""
        rows = [
            {column.name: kept for column in self.columns if (kept := column.clean(row.get(column.name), zone)) is not None}
            for row in self._rows(value)
        ]
        rows = [row for row in rows if row]
        return json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if rows else None

    def _rows(self, value: object) -> list[dict[str, object]]:
        if isinstance(value, str) and not value.lstrip().startswith("["):
            return pasted(value, self.columns)
        try:
            rows = json.loads(value) if isinstance(value, str) else value
        except ValueError:
            rows = None
        names = {name: column.name for column in self.columns for name in (column.name, column.label)}
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) and row.keys() <= names.keys() for row in rows):
            known = "、".join(column.label for column in self.columns)
            raise self.wrong(str(value)[:40], Phrase("须是一行一条，各列依次为{known}", known=known))
        return [{names[key]: each for key, each in row.items()} for row in rows]

    def _time(self, value: object, zone: ZoneInfo) -> Instant:
        wall = _on_wall(value, zone) if isinstance(value, datetime) else dates.told(_plain(value), zone)
        if wall is None or not 1900 <= wall.year < 2100:
            raise WanggeError("time_unreadable", value=_plain(value))
        return from_wall(wall, zone)


def _on_wall(value: datetime, zone: ZoneInfo) -> datetime | None:
    """A moment on the office's wall; None where the calendar ends before that."""
    try:
        return on_wall(value, zone)
    except OverflowError:
        return None


def _plain(value: object) -> str:
    """A cell as a person would have typed it: 188006.0 is 188006."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)


def _kept_rows(value: Value) -> list[dict[str, Value]]:
    """The rows of a table as it is kept; none for a mask of the whole."""
    try:
        rows = json.loads(str(value))
    except ValueError:
        return []
    return rows if isinstance(rows, list) and all(isinstance(row, dict) for row in rows) else []


def pasted(text: str, columns: tuple[Field, ...]) -> list[dict[str, object]]:
    """Rows as a spreadsheet copies them: cells between tabs (or `，`, `,`), rows on lines (or between `；`, `;`).

    A first row of headers says which column is which; without one they come in the order of `columns`.
    """
    rows = [
        [cell.strip() for cell in re.split(r"\t" if "\t" in text else r"[,，]", row)] for row in re.split(r"[\n；;]", text) if row.strip()
    ]
    known = {name: column.name for column in columns for name in (column.name, column.label, *column.synonyms)}
    if rows and all(cell in known for cell in rows[0] if cell):
        order = [known.get(cell, "") for cell in rows.pop(0)]
    else:
        order = [column.name for column in columns]
    return [dict(zip(order, row, strict=False)) for row in rows]


_COUNTED: Mapping[Kind, Callable[[Field, object], Value]] = {
    Kind.NUMBER: Field.read_number,
    Kind.DECIMAL: Field.read_decimal,
    Kind.MONEY: Field.read_money,
}
