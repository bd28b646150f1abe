"""Forms 表单: what an action asks for, drawn from its row of the table, with what this office and this ledger know to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from console.moments import at_time
from console.office import Office
from console.widgets.entries import Item
from wangge import money
from wangge.blocks import blocks
from wangge.coordination import parted, still_to_report
from wangge.department import Department, offered
from wangge.field import Field, Kind
from wangge.fields import BY_NAME
from wangge.incident import incidents
from wangge.library import draft
from wangge.lifecycle import PATHS, Action, Path, State
from wangge.records import Values
from wangge.times import chinese
from wangge.transitions import Lifecycle, Transition

UNITS = 60
"""How many units and workers of the ledger are offered."""
LIMITS = ("1工作日", "3工作日", "5工作日", "10工作日", "15工作日", "24小时", "4工作时", "7自然日", "15自然日")
_UNIT_FIELDS = frozenset({"unit", "co_units", "departments", "upper_unit", "told_whom"})
_OF_THE_CALLED = frozenset({"departments", "absent"})


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger knows that a form may offer.

    Attributes:
        units: units that have or had events, most used first, after those of the duty list.
        workers: grid workers.
        incidents: names of the incidents that go on.
    """

    units: tuple[str, ...] = ()
    workers: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()

    @classmethod
    def read(cls, office: Office) -> Known:
        """Read it; on the reader's thread."""
        duties = [duty.unit for duty in office.catalogue.duties]
        seen = [value for value, _count in office.queries.facets("unit", UNITS)]
        workers = tuple(value for value, _count in office.queries.facets("worker", UNITS))
        going_on = tuple(each.name for each in incidents(office.queries.office_steps()) if each.ended_at is None)
        return cls(tuple(dict.fromkeys((*seen, *duties))), workers, going_on)


def paths(lifecycle: Lifecycle, state: State) -> list[Path]:
    """The paths that do more than one step from here."""
    return [path for path in PATHS.values() if len(lifecycle.walk(state, path)) > 1]


def rows_of(lifecycle: Lifecycle, state: State, what: Action | Path) -> tuple[Transition, ...]:
    """The rows that an action or a path takes out of `state`."""
    if isinstance(what, Path):
        return lifecycle.walk(state, what)
    row = lifecycle.find(state, what)
    return (row,) if row else ()


def items(rows: Sequence[Transition], values: Values, office: Office, known: Known) -> list[Item]:
    """The items of a form: what the rows need, then what they take too, each once.

    Args:
        rows: one row, or those of a path.
        values: what is known of the event; of several events, what they share.
        office: whose settings say what may be chosen.
        known: what the ledger knows.
    """
    needed = dict.fromkeys(name for row in rows for name in row.needs)
    offered = dict.fromkeys(name for row in rows for name in row.offers if name not in needed)
    action = rows[-1].action

    def item(name: str, *, required: bool) -> Item:
        picked = tuple(choices(name, action, values, office, known))
        return Item(BY_NAME[name], begun(name, action, values, office), picked, required)

    return [*(item(name, required=True) for name in needed), *(item(name, required=False) for name in offered)]


def form_items(department: Department, values: Values) -> list[Item]:
    """The form of a department 案情登记: every field with what is known of it; what is masked or a table stands beside the label instead."""
    return [Item(field, *_known(field, values), required=False) for field in department.fields]


def _known(field: Field, values: Values) -> tuple[str, tuple[str, ...]]:
    value = values.get(field.name)
    if value is None or field.sensitive or field.kind is Kind.TABLE:
        return "", ()
    return money.yuan(int(value)) if field.kind is Kind.MONEY else str(value), ()


def choices(name: str, action: Action, values: Values, office: Office, known: Known) -> Iterable[str]:
    """What a form offers for the field `name` when `action` is done."""
    policy = office.settings.policy
    if name in _OF_THE_CALLED and action is not Action.WHISTLE:
        return parted(values.get("whistled"))
    if name in _UNIT_FIELDS:
        return known.units
    offered: Mapping[str, Iterable[str]] = {
        "reason_code": policy.reasons.get(action, ()),
        "whistle_ground": policy.grounds,
        "co_unit": still_to_report(values.get("co_units"), values.get("co_done")),
        "worker_to_verify": known.workers,
        "category": dict.fromkeys(duty.category for duty in office.catalogue.duties),
        "hard_owner": (policy.arbiter,) if policy.arbiter else (),
        "limit": LIMITS,
        "department": [each.label for each in by_fit(office, values)],
        "incident": known.incidents,
        "island_block": blocks(policy.behind),
    }
    return offered.get(name, ())


def by_fit(office: Office, values: Values) -> list[Department]:
    """All departments, those that fit the event first."""
    fitting = [each for each, _why in offered(office.catalogue.departments, values)]
    return [*fitting, *(each for each in office.catalogue.departments if each not in fitting)]


def begun(name: str, action: Action, values: Values, office: Office) -> str:
    """What stands in the form at first."""
    match name:
        case "category":
            return str(values.get(name) or "")
        case "co_unit":
            waiting = still_to_report(values.get("co_units"), values.get("co_done"))
            return waiting[0] if len(waiting) == 1 else ""
        case "departments" if action in {Action.ARRIVE, Action.ROLL_CALL, Action.RATE}:
            called, came = parted(values.get("whistled")), parted(values.get("arrived"))
            left = [each for each in called if each not in came] if action is Action.ARRIVE else called
            return left[0] if len(left) == 1 else ""
        case "department":
            fitting = offered(office.catalogue.departments, values)
            return fitting[0][0].label if fitting else ""
        case "applied_on" if action is Action.OPEN_CASE:
            return "今天"
        case "case_summary":
            return draft(values)
        case "reply":
            return str(values.get("result") or "")
        case _:
            return ""


def in_office_time(given: Mapping[str, str], office: Office) -> dict[str, str]:
    """The answers, dates typed in any habit (明天, 11月30日, +3) written out.

    Raises:
        WanggeError: `time_unreadable`.
    """

    def written(name: str, text: str) -> str:
        field = office.rules.fields.get(name)
        if field is None or field.kind not in {Kind.TIME, Kind.DAY}:
            return text
        told = chinese(at_time(text, office), office.settings.zone)
        return told if field.kind is Kind.TIME else told[:10]

    return {name: written(name, text) for name, text in given.items()}
