"""Short codes 短码: the office's list, as it is kept, and as a workbook that comes in and goes out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from console import lists
from console.office import Office
from wangge import shortcodes
from wangge.actor import Actor
from wangge.records import Problem
from wangge.shortcodes import COLUMNS, SHORT_CODES, ShortCode


def known(office: Office) -> tuple[ShortCode, ...]:
    """The office's codes; none before a list is brought in."""
    facts = office.queries.facts(SHORT_CODES)
    return shortcodes.from_json(str(facts[-1].data["rows"])) if facts else ()


def read_list(office: Office, path: Path) -> tuple[tuple[ShortCode, ...], tuple[Problem, ...]]:
    """The codes in a file, and what is wrong with its cells.

    Raises:
        WanggeError: `list_none`, and as `importers.reading.read_file`.
    """
    tables = lists.tables(office, path, COLUMNS)
    if not tables:
        raise lists.none_found(path, SHORT_CODES, COLUMNS)
    return shortcodes.read(tables)


def bring(office: Office, path: Path, codes: Iterable[ShortCode], actor: Actor) -> None:
    """Take a list in place of the one before; a step of the office tells it."""
    office.ledger.note_office(SHORT_CODES, {**lists.digest(path), "rows": shortcodes.to_json(codes)}, actor)


def changes(before: Iterable[ShortCode], after: Iterable[ShortCode]) -> dict[str, list[str]]:
    """Which codes are new, gone, and stand for something else: `new`, `gone`, `changed`."""
    old, new = ({each.code: each for each in codes} for codes in (before, after))
    return {
        "new": sorted(new.keys() - old.keys()),
        "gone": sorted(old.keys() - new.keys()),
        "changed": sorted(code for code in new.keys() & old.keys() if new[code] != old[code]),
    }
