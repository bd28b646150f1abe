"""Output 输出: what the command line prints, as text for people and as JSON for programs."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from console.terminal import escaped, harmless
from console.words import _, say
from wangge.changes import Change, label
from wangge.field import Field, Kept, Kind, Value
from wangge.fields import EVENT_FIELDS
from wangge.records import Event, Step
from wangge.times import iso

_TIMES = frozenset(field.name for field in EVENT_FIELDS if field.kind is Kind.TIME)
_KEPT = tuple(field.name for field in EVENT_FIELDS if field.kept is Kept.COLUMN)
SLOW = 1.0
"""Seconds after which progress is shown."""


def as_json(value: object) -> None:
    """Print one JSON value on one line."""
    print(escaped(json.dumps(value, ensure_ascii=False)))  # noqa: T201


def line(text: str = "") -> None:
    """Print one line for a person; what a file or an argument brought commands no terminal."""
    print(harmless(text))  # noqa: T201


def complain(text: str) -> None:
    """Print one line where errors go."""
    print(harmless(text), file=sys.stderr)  # noqa: T201


def event_json(event: Event, fields: Mapping[str, Field], zone: ZoneInfo) -> dict[str, Any]:
    """An event as `--json` gives it: every Field name, null for nothing, times with their offset."""
    values: dict[str, Any] = {name: event[name] for name in _KEPT}
    extra = {name: plain(name, value, fields, zone) for name, value in event.extra.items()}
    values.update({name: iso(event.time(name), zone) for name in _TIMES.intersection(_KEPT)})
    values.update(title=event.title, owner=event.owner, extra=extra)
    return values


def plain(name: str, value: Value | None, fields: Mapping[str, Field], zone: ZoneInfo) -> object:
    """A value as `--json` gives it; see `Field.plain`."""
    return fields[name].plain(value, zone) if name in fields and value is not None else value


def step_json(step: Step, fields: Mapping[str, Field], zone: ZoneInfo) -> dict[str, Any]:
    """A step as `--json` gives it."""
    changes = {name: plain(name, value, fields, zone) for name, value in step.changes.items()}
    return {
        "n": step.n,
        "action": step.action,
        "from": step.source,
        "to": step.target,
        "at": iso(step.at, zone),
        "proven": step.proven,
        "recorded_at": iso(step.recorded_at, zone),
        "actor": step.actor,
        "unit": step.unit,
        "recorded_by": step.recorded_by,
        "via": step.via,
        "changes": changes,
        "data": dict(step.data),
        "undone": step.undone,
    }


def change_json(change: Change, fields: Mapping[str, Field], zone: ZoneInfo) -> dict[str, Any]:
    """What a step changed as `--json` gives it: who, when, why, and each item before and after."""
    step = change.step
    items = [
        {
            "field": item.name,
            "label": label(item.name, fields),
            "before": plain(item.name, item.before, fields, zone),
            "after": plain(item.name, item.after, fields, zone),
        }
        for item in change.items
    ]
    return {
        "n": step.n,
        "action": step.action,
        "at": iso(step.at, zone),
        "recorded_at": iso(step.recorded_at, zone),
        "actor": step.actor,
        "recorded_by": step.recorded_by,
        "reason": change.reason,
        "undone": step.undone,
        "items": items,
    }


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
    """Print a table whose columns are `widths` cells wide; what is longer is cut."""
    line("  ".join(fit(header, width) for header, width in zip(headers, widths, strict=True)).rstrip())
    line("  ".join("─" * width for width in widths))
    for row in rows:
        line("  ".join(fit(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip())


def fit(text: str, width: int) -> str:
    """`text` cut or filled to `width` terminal cells; a Han character takes two."""
    from rich.cells import cell_len, set_cell_size

    text = text.replace("\n", " ")
    return text + " " * (width - cell_len(text)) if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"


def right(text: str, width: int) -> str:
    """`text` at the right end of `width` terminal cells; what is longer stays whole."""
    from rich.cells import cell_len

    return " " * (width - cell_len(text)) + text


class Progress:
    """Progress on the error stream, with the remaining time; silent where nobody looks.

    Called with (done, total); always says go on: the clerk stops with Ctrl+C.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._began = time.monotonic()
        self._shown = False
        self._live = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> bool:
        """Show how far it is."""
        spent = time.monotonic() - self._began
        if self._live and total and spent > SLOW:
            left = spent / max(done, 1) * (total - done)
            text = say(
                "{what} {done:,}/{total:,}，约还需 {left:.0f} 秒（Ctrl+C 停止）", what=_(self._what), done=done, total=total, left=left
            )
            sys.stderr.write(f"\r{harmless(text)}\x1b[K")
            sys.stderr.flush()
            self._shown = True
        return True

    def end(self) -> None:
        """Wipe the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")


def new_file(out: str, ending: str = "") -> Path:
    """The file that `--out` names.

    Raises:
        WanggeError: `usage` for a folder, or for a name that does not end as such a file does.
    """
    from wangge.errors import WanggeError

    path = Path(out)
    if path.is_dir():
        raise WanggeError("usage", reason=say("--out 要写文件名，“{path}”是一个文件夹。请在后面加上文件名。", path=path))
    if not path.name.lower().endswith(ending):
        raise WanggeError("usage", reason=say("--out 要写成以 {ending} 结尾的文件名，收到的是“{path}”。", ending=ending, path=path))
    return path


def pairs(values: Sequence[str] | None) -> Mapping[str, str]:
    """`--set k=v` as a mapping.

    Raises:
        WanggeError: `usage` for one without `=`.
    """
    from wangge.errors import WanggeError

    given: dict[str, str] = {}
    for value in values or ():
        name, equals, text = value.partition("=")
        if not equals or not name:
            raise WanggeError("usage", reason=say("--set 要写成 项目=值，收到的是“{value}”。", value=value))
        given[name] = text
    return given
