"""Identity 认件: whether a row of a file is an event that the ledger has.

A number that only counts the rows of its file is no evidence: it begins again with the next file. One that the ledger has with another text
and another report time is not enough either, and becomes a question. Without a number the print of the whole row is the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b

import orjson

from wangge.errors import Phrase
from wangge.field import Value
from wangge.fields import BY_NAME
from wangge.masking import mask_free_text
from wangge.plans import PlannedRow, SameNumber, Verdict
from wangge.ports import Before, Known
from wangge.records import Problem
from wangge.text import half_width

Said = dict[str, Value]
_COUNT = re.compile(
    r"(?:第|编号|no\.?|№|#|\()*(?:(?P<digits>\d{1,9})(?:\.0*)?|[零〇一二三四五六七八九十百千]{1,7})(?:号|件|条|项|起|宗|例|[.、,:)])*",
    re.ASCII | re.IGNORECASE,
)
MOST_SKIPPED = 3
"""Running numbers may leave gaps, where rows were deleted or filtered: up to so many numbers for each row …"""
FEW = 10
"""… and a few more in a short list."""


def counts_rows(numbers: Sequence[str]) -> bool:
    """Whether the numbers of a table only count its rows (1, 2, 4 …, 001, 第3号, ①), gaps or not, in whatever order.

    Args:
        numbers: what stands in the column, row by row; empty texts are rows without one.
    """
    found = [_COUNT.fullmatch(half_width(number).replace(" ", "")) for number in numbers if number.strip()]
    if not found or not all(found):
        return False
    return max(int(each["digits"] or 0) for each in found if each) <= MOST_SKIPPED * len(numbers) + FEW


def row_print(values: Said, extra: Said) -> str:
    """A digest of what a row says; equal prints are the same row."""
    return blake2b(orjson.dumps((values, extra), option=orjson.OPT_SORT_KEYS), digest_size=12).hexdigest()


def compare(
    rows: Sequence[PlannedRow], ledger: Known, answer: SameNumber, headers: dict[str, str]
) -> tuple[list[PlannedRow], list[Problem]]:
    """New rows as what they are for the ledger: new, there already, changed, or a question.

    Args:
        rows: all rows of the plan.
        ledger: what is known.
        answer: what a person said of rows whose number alone is known.
        headers: the header of the number's column, by sheet.

    Returns:
        the rows, and the questions as problems with their place.
    """
    known = _known(ledger, rows)
    if not known:
        return list(rows), []
    found = [(row, known.get(_key(row)) if row.verdict is Verdict.NEW else None) for row in rows]
    alone = [_as_other(row, headers.get(row.sheet, "")) for row, before in found if before is not None and _only_the_number(row, before)]
    others = {(row.sheet, row.row): row for row in alone}
    there = _known(ledger, alone)
    compared, questions = [], []
    for row, before in found:
        other = others.get((row.sheet, row.row))
        if before is None:
            compared.append(row)
        elif other is None or answer is SameNumber.SAME:
            verdict = Verdict.SAME if before.print == row.print else Verdict.CHANGED
            compared.append(replace(row, verdict=verdict, event=before.event))
        elif taken := there.get(other.print):
            # it came in as a matter of its own before
            compared.append(replace(other, verdict=Verdict.SAME, event=taken.event))
        elif answer is SameNumber.OTHER:
            compared.append(other)
        else:
            compared.append(replace(row, verdict=Verdict.ASKED, event=before.event))
            questions.append(_question(row, before, headers.get(row.sheet, "")))
    return compared, questions


def _known(ledger: Known, rows: Iterable[PlannedRow]) -> dict[str, Before]:
    new = [row for row in rows if row.verdict is Verdict.NEW]
    numbers = [str(row.values["external_no"]) for row in new if "external_no" in row.values]
    return dict(ledger.known_rows(numbers, [row.print for row in new if "external_no" not in row.values]))


def _key(row: PlannedRow) -> str:
    return str(row.values.get("external_no") or row.print)


def _only_the_number(row: PlannedRow, before: Before) -> bool:
    """Whether nothing but the number says that a row is this event: another text, and not the same report time."""
    text = str(row.values.get("text", ""))
    if "external_no" not in row.values or before.print == row.print or not (text and before.text):
        return False
    times = {str(row.values.get("reported_at", "")), before.reported_at}
    return (len(times) > 1 or "" in times) and mask_free_text(text) != before.text


def _as_other(row: PlannedRow, header: str) -> PlannedRow:
    """The row as a matter of its own: its number is kept beside it."""
    values = {name: value for name, value in row.values.items() if name != "external_no"}
    extra = {**row.extra, header or BY_NAME["external_no"].label: row.values["external_no"]}
    return replace(row, values=values, extra=extra, print=row_print(values, extra))


def _question(row: PlannedRow, before: Before, header: str) -> Problem:
    message = Phrase("台账里的 {no} 已用这个编号，而内容和上报时间都不同，是同一件还是别的事，要由人来定；这一行没有入账", no=before.no)
    return Problem(message, row.sheet, row.row, header, str(row.values["external_no"]))
