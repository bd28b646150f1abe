"""Reversal 回退: the one event of an undo or a redo: which of its steps then hold, and the row that they fold to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.deeds import TAKING, Deed, Made, Past
from db.merges import check_merged, orders_merged_into
from db.projection import Raw, fold
from db.schema import EVENT_COLUMNS
from db.writer import Job, whose
from wangge.clocks import running
from wangge.errors import Phrase, WanggeError
from wangge.field import Value
from wangge.fields import BY_NAME
from wangge.lifecycle import Action, State
from wangge.records import Draft
from wangge.told import Sent, has_left, in_words, sent_words, to_tell

if TYPE_CHECKING:
    from db.ledger import Ledger

BLANK = dict.fromkeys((*EVENT_COLUMNS, "extra", "gist", "caller_key", "phone_key"))


@dataclass(frozen=True, slots=True)
class Kept:
    """An event that stays, because of what `by` did since."""

    no: str
    action: str
    by: str


def undo_job(ledger: Ledger, deed: Deed, past: Past, reason: str, sent: Sequence[Sent]) -> Job | Kept | None:
    """The undo of one event: None when it is undone already, `Kept` when somebody worked on it since.

    What was told outside since then (打印, 告知, 回单 …) goes with it and becomes a task 告知更正.

    Raises:
        WanggeError: `undo_told_whole`, `undo_merged`, `value_invalid`, `merge_circle`, `event_unknown` when the ledger would not hold together.
    """
    standing = [step for step in past.steps if step.undone_by is None]
    acts = [step for step in standing if step.action not in TAKING]
    taken = [step for step in acts if step.deed == deed.name]
    if not taken:
        return None
    since = [step for step in acts if step.n > taken[0].n and step.deed != deed.name]
    if acted := next((step for step in since if not has_left(step.action, step.data)), None):
        return Kept(past.no, acted.action, acted.by)
    taken = [step for step in acts if step in taken or step in since]
    left = [step for step in standing if step not in taken]
    now, zone = ledger.now(), ledger.settings.zone
    outside = [in_words(step.action, step.at, step.data, now, zone) for step in taken if has_left(step.action, step.data)]
    gone = not any(step.action not in TAKING for step in left)
    if gone and outside:
        raise WanggeError("undo_told_whole", no=past.no, left="、".join(outside))
    outside += [sent_words(each, now, zone) for each in sent if any(each.counted(step.n, step.at) for step in taken)]
    data = {"takes_back": _named(taken), "reason": reason, "left_house": "、".join(outside)}
    if any(step.action == Action.BRING_IN for step in taken):
        data["print"] = past.row["print"]
    changes: dict[str, Value | None] = {}
    if outside and not gone:
        undone = "、".join(dict.fromkeys(step.action for step in taken if step.deed == deed.name))
        changes["to_tell"] = to_tell(str(_values(left).get("to_tell", "")), undone, outside, reason)
    job = _job(ledger, past, standing, left, Draft(Action.UNDO, None, None, now, changes, data), taken)
    if "print" in data:
        # what the file said is not known any more, so the file may say it again
        job.row["print"] = None
    return job


def redo_job(ledger: Ledger, deed: Deed, past: Past, _reason: str, _sent: Sequence[Sent]) -> Job | Kept | None:
    """The redo of one event: the steps of the undo do not hold any more, so what they took back does.

    Raises:
        WanggeError: `value_invalid`, `merge_circle`, `event_unknown` when the ledger would not hold together any more.
    """
    undoing = {step.undone_by for step in past.steps if step.deed == deed.name and step.undone_by}
    if not undoing:
        return None
    standing = [step for step in past.steps if step.undone_by is None]
    since = [step for step in standing if step.n > min(undoing) and step.n not in undoing and step.action != Action.REDO]
    if since:
        return Kept(past.no, since[-1].action, since[-1].by)
    undos = [step for step in past.steps if step.n in undoing]
    left = [step for step in past.steps if step.undone_by in undoing or (step.undone_by is None and step.n not in undoing)]
    again = [step for step in left if step.undone_by]
    data = {"takes_back": _named(undos), "gives_back": _named(again)}
    job = _job(ledger, past, standing, left, Draft(Action.REDO, None, None, ledger.now(), {}, data), undos)
    job.gives_back = [step.n for step in undos]
    if prints := [step.data["print"] for step in undos if "print" in step.data]:
        job.row["print"] = prints[-1]
    return job


def _job(ledger: Ledger, past: Past, before: list[Made], left: list[Made], told: Draft, takes_back: Iterable[Made]) -> Job:
    """The step `told`, and the row that the steps `left` fold to."""
    had, values = _values(before), _values((*left, told))
    acts = [step for step in left if step.action not in TAKING]
    row: dict[str, Any] = {**BLANK, **(ledger.projector.changed(values, None) if acts else {"no": past.no})}
    row["moved_at"] = next((step.at for step in reversed(acts) if step.proven), None)
    row["hidden"] = int(not acts)
    _check(ledger, past, values if acts else None)
    source = State(str(had["state"])) if had.get("state") else None
    target = State(str(values["state"])) if acts else None
    data = {name: value for name, value in told.data.items() if value}
    draft = Draft(told.action, source, target, told.at, told.changes, data)
    clocks = running(values, ledger.rules.clocks) if acts else ()
    job = Job((draft,), row, past.event, past.uid, past.hash, past.version, past.no, [step.n for step in takes_back], clocks=clocks)
    job.say_search(past.row)
    return job


def _check(ledger: Ledger, past: Past, values: Raw | None) -> None:
    """Whether the ledger holds together with the event as it would then be; None is hidden."""
    connection = ledger.store.connection()
    if values is None:
        if orders := orders_merged_into(connection, past.no):
            raise WanggeError("undo_merged", no=past.no, orders="、".join(orders))
        return
    number, into = values.get("external_no"), values.get("merged_into")
    if number and number != past.row["external_no"] and (other := whose(connection, str(number), past.event)):
        raise WanggeError(
            "value_invalid", label=BY_NAME["external_no"].label, value=number, reason=Phrase("事件 {no} 已用这个编号", no=other)
        )
    if into and into != past.row["merged_into"]:
        check_merged(connection, past.no, str(into))


def _values(steps: Iterable[Made | Draft]) -> Raw:
    return fold(step.body if isinstance(step, Made) else {"changes": step.changes} for step in steps)


def _named(steps: Iterable[Made]) -> str:
    return "、".join(str(step.n) for step in steps)
