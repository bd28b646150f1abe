"""Write docs/reference.md: the lifecycle, the fields and the errors, from the tables of the code itself (`make docs`)."""

from __future__ import annotations

import string
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from db.projection import Projector  # noqa: E402
from wangge.errors import CAUSES  # noqa: E402
from wangge.field import Field, Kept  # noqa: E402
from wangge.fields import EVENT_FIELDS, STEP_FIELDS  # noqa: E402
from wangge.lifecycle import LIVE_STATES, OPEN_STATES, PATHS, Action, State  # noqa: E402
from wangge.policy import DEFAULT_REASONS  # noqa: E402
from wangge.transitions import TABLE, Flow, Transition  # noqa: E402

PAGE = ROOT / "docs" / "reference.md"
SETS = {
    frozenset(State): "any state",
    frozenset(State) - {State.ARCHIVED}: "any but 已归档",
    frozenset(LIVE_STATES): "any live state",
    frozenset(OPEN_STATES): "any open state",
}
HEAD = """# Reference 附表

Written by `make docs` from the tables of the code; `tests/test_docs.py` says when it is out of date. Change the code, not this page.

- [Actions](#actions) · [Fields](#fields) · [Step fields](#step-fields) · [Errors](#errors)
"""
ACTIONS = """
## Actions

By Chinese term or English name, in `wangge act NO ACTION`. *Asks for* names the fields to `--set`, *takes too* those that may be given. A row
marked 立案 or 核查 exists where the office has switched that stage on, 不设立案 and 不设核查 where it has not; *if* names a field without which the
action is not there. `wangge lifecycle` draws the same table for the office's own flow.

| action | name | from → to | who | asks for | takes too | if |
|---|---|---|---|---|---|---|
"""
FIELDS = """
## Fields

The keys of an event in JSON, and the names that `--set` and queries take; the Chinese label works everywhere as well. A key without a value is
null. Times are ISO 8601 with the office's offset; money is text in 元, a table a list of objects. *Masked* is what hides wherever an event is shown: *numbers* are phones, ID numbers,
bank cards, plates, e-mail addresses and the event's own caller inside free text, however they are spelled. A field marked *told* is recorded by actions and cannot be corrected; *extra* ones are keys of the object `extra`.

| name | label | kind | masked | |
|---|---|---|---|---|
"""
STEPS = """
## Step fields

What actions ask for beside the event's own fields.

| name | label | kind |
|---|---|---|
"""
ERRORS = """
## Errors

The codes, what they name, and the Chinese sentence.

| code | names | text |
|---|---|---|
"""


def _states(states: list[State | None]) -> str:
    known = SETS.get(frozenset(state for state in states if state))
    return known or ", ".join(str(state or "–") for state in states)


def _moves(rows: list[Transition]) -> Iterator[str]:
    grouped: dict[tuple[State | None, Flow | None], list[State | None]] = {}
    for row in rows:
        grouped.setdefault((None if row.target is row.source else row.target, row.flow), []).append(row.source)
    for (target, flow), sources in grouped.items():
        yield _states(sources) + (f" → {target}" if target else "") + (f" ({flow})" if flow else "")


def _names(rows: list[Transition], kind: str) -> str:
    return " ".join(dict.fromkeys(f"`{name}`" for row in rows for name in getattr(row, kind)))


def _action(action: Action) -> str:
    rows = [row for row in TABLE if row.action is action]
    only = " ".join(dict.fromkeys(f"`{row.only_with}`" for row in rows if row.only_with))
    who = "、".join(dict.fromkeys(role for row in rows for role in row.roles)) if len(set(rows[0].roles)) < 9 else "anybody"
    name = action.name.lower().replace("_", "-")
    return f"| {action} | `{name}` | {'<br>'.join(_moves(rows))} | {who} | {_names(rows, 'needs')} | {_names(rows, 'offers')} | {only} |"


def _kind(field: Field) -> str:
    return "、".join(field.choices) if field.choices and field.name != "state" else field.kind.value


def _masked(field: Field) -> str:
    probe = str(Projector([], b"x").masked(field.name, "张三 13812345678"))
    if "138" in probe and "5678" in probe and "张三" in probe:
        return "numbers" if "12345678" not in probe else ""
    return "yes"


def _field(field: Field) -> str:
    marks = " ".join(mark for mark, true in (("told", field.told), ("extra", field.kept is Kept.EXTRA)) if true)
    return f"| `{field.name}` | {field.label} | {_kind(field)} | {_masked(field)} | {marks} |"


def _error(code: str, text: str) -> str:
    names = dict.fromkeys(name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name)
    return f"| `{code}` | {' '.join(f'`{name}`' for name in names)} | {text.replace('|', chr(92) + '|')} |"


def page() -> str:
    """The whole page."""
    actions = [action for action in Action if any(row.action is action for row in TABLE)]
    reasons = "\n".join(f"- {action}: {'、'.join(codes)}" for action, codes in DEFAULT_REASONS.items())
    paths = "\n".join(f"- {path.name}: {' + '.join(path.actions)}" for path in PATHS.values())
    open_states = "、".join(state for state in State if state in OPEN_STATES)
    parts = [
        HEAD + ACTIONS + "\n".join(map(_action, actions)),
        f"\nOpen states are {open_states}; live ones also those after 办结 that are not archived. 带入 (what an import brings) and 撤销 (undo) are",
        "steps, not actions. Several actions in one transaction and one undo:\n\n" + paths,
        "\nReason codes (`reason_code`) of a new office; `[reasons]` in `wangge.toml` says otherwise:\n\n" + reasons,
        FIELDS + "\n".join(_field(field) for field in EVENT_FIELDS if field.kept is not Kept.NOWHERE),
        "\n`owner` (责任方: who has to move next) is one key more; `extra` also holds departments' fields and unknown columns, masked.",
        STEPS + "\n".join(f"| `{field.name}` | {field.label} | {_kind(field)} |" for field in STEP_FIELDS),
        ERRORS + "\n".join(_error(code, text) for code, text in CAUSES.items()),
    ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
