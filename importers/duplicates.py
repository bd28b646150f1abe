"""Duplicates 疑似重复: which new rows of a file look like one matter with an event of the ledger, or with a row before them.

The judgement is `wangge.alike`'s, as everywhere; here only what is compared with what is found. Of a file of a day's size every row is compared
with every other; of a large one with those that share words, a phone or a house, a few by each, so that it takes no longer than reading it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from wangge.alike import LIKELY, Telling, house_numbers, likeness, named_phone
from wangge.masking import mask_free_text, mask_phone
from wangge.plans import PlannedRow, Verdict
from wangge.ports import Known
from wangge.settings import Settings
from wangge.times import Instant

_WHOLE = re.compile(r"1[3-9]\d{9}|0\d{9,11}")
DAILY = 300
"""Rows of which each is compared with each."""
EACH = 8
"""How many rows before it one key of a larger file brings, the nearest."""


def mark_duplicates(rows: Sequence[PlannedRow], ledger: Known, settings: Settings) -> list[PlannedRow]:
    """The rows, each new one that looks like another matter with the number of that event, or the row, in `duplicate_of`."""
    fresh = [row for row in rows if row.verdict is Verdict.NEW]
    held = dict(zip(map(id, fresh), ledger.likely(fresh), strict=True))
    earlier, marked = _Earlier(settings, whole=len(fresh) <= DAILY), []
    for row in rows:
        if row.verdict is Verdict.NEW:
            # of equals the event that is there already
            points, other = max(held[id(row)], earlier.likest(row), key=lambda found: found[0])
            marked.append(replace(row, duplicate_of=other) if points >= LIKELY else row)
        else:
            marked.append(row)
    return marked


@dataclass(slots=True)
class _Earlier:
    """The rows before the one that is looked at."""

    settings: Settings
    whole: bool
    rows: list[PlannedRow] = field(default_factory=list)
    tellings: dict[int, Telling] = field(default_factory=dict)
    by_key: defaultdict[object, list[int]] = field(default_factory=lambda: defaultdict(list))

    def likest(self, row: PlannedRow) -> tuple[int, str]:
        """Points and name of the row before it that it looks most like, the first of equals; then it is a row before the next."""
        own, place = list(_keys(row)), len(self.rows)
        self.rows.append(row)
        near = range(place) if self.whole else sorted({each for key in own for each in self.by_key[key][-EACH:]})
        for key in own:
            self.by_key[key].append(place)
        found = [(alike.points, -each) for each in near if (alike := likeness(self._telling(place), self._telling(each)))]
        points, first = max(found, default=(0, 0))
        named = self.rows[-first]
        return points, str(named.values.get("external_no") or f"第{named.row}行")

    def _telling(self, place: int) -> Telling:
        if place not in self.tellings:
            self.tellings[place] = _telling(self.rows[place], self.settings)
        return self.tellings[place]


def _keys(row: PlannedRow) -> Iterator[object]:
    """What a row shares with others that may be the same matter."""
    text = str(row.values.get("text") or "")
    if row.gist:
        yield row.gist
    phone = str(row.values.get("caller_phone") or "")
    yield from {shown for shown in (named_phone(text), named_phone(phone)) if shown}
    yield from house_numbers(f"{row.values.get('place') or ''}\n{text}")


def _telling(row: PlannedRow, settings: Settings) -> Telling:
    told = {name: str(value) for name, value in row.values.items() if value is not None}
    phone = told.get("caller_phone", "")
    digits = phone.replace("-", "").replace(" ", "")
    community = told.get("community", "")
    return Telling(
        mask_free_text(told.get("text", "")),
        Instant(told["reported_at"]) if "reported_at" in told else None,
        told.get("category", ""),
        told.get("subcategory", ""),
        "" if settings.is_virtual(community) else community,
        mask_free_text(told.get("place", "")),
        # whole numbers are compared within the file alone; nothing of them is kept
        hash(digits) if _WHOLE.fullmatch(digits) else None,
        street=told.get("street", ""),
        asked=mask_phone(phone) if phone else "",
    )
