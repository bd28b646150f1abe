"""Rules 办理规则: whether an action may be done, and the step that it then is.

`Rules.decide` looks a row of the lifecycle up, checks who, when and what, and returns a `Draft`; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from wangge import danger, island
from wangge.actor import Actor
from wangge.case import Case, Changes
from wangge.clocks import Clocks
from wangge.effects import EFFECTS
from wangge.errors import WanggeError
from wangge.field import Field, Value
from wangge.fields import BY_NAME, STEP_FIELDS
from wangge.lifecycle import Action, Path, State
from wangge.records import Draft, Values
from wangge.settings import Settings
from wangge.text import alike
from wangge.times import Instant, chinese, moment
from wangge.transitions import Lifecycle, Transition

LATE_CLOCK = timedelta(minutes=2)
"""How far a clerk's clock may run ahead of the ledger's before a time counts as the future."""
ON_THE_WAY = frozenset({"category", "subcategory", "tier", "urgency", "community", "grid", "satisfaction"})
"""Event fields that an action other than 登记 and 更正 may set in passing."""
_STEP_NAMES = frozenset(field.name for field in STEP_FIELDS)
_SETS_FACTS = frozenset({Action.REGISTER, Action.CORRECT})
_SETS_FORM = frozenset({Action.FILL, Action.OPEN_CASE, Action.END_CASE})
"""Actions that may fill in the form of a department."""
_KNOWN_BEFORE = frozenset({"category"})
_BESIDE = frozenset({"reason", "voucher", "said_by", "note"})


class Rules:
    """What an office's settings make of the lifecycle.

    Args:
        settings: the office's decisions.
        clocks: its limits and calendar.
        fields: the departments' fields, beside the event's own.
    """

    def __init__(self, settings: Settings, clocks: Clocks, fields: Iterable[Field] = ()) -> None:
        self.settings = settings
        self.clocks = clocks
        self.lifecycle = Lifecycle(settings.flows)
        self.fields: Mapping[str, Field] = {**{field.name: field for field in fields}, **BY_NAME}
        self.form = frozenset(self.fields) - frozenset(BY_NAME)
        self._labels = {field.label: field for field in reversed(self.fields.values())}

    def decide(
        self, values: Values, action: Action, given: Mapping[str, object], actor: Actor, at: Instant, now: Instant, after: Instant | None
    ) -> Draft:
        """The step that `action` is for an event with these values.

        Args:
            values: what is known of the event, as its record shows it; unmasked only where the action compares names; empty for 登记.
            action: what is done.
            given: what the person filled in, by field name or label, as typed.
            actor: who does it.
            at: when it happened.
            now: when it is typed.
            after: when the step before it happened, if that is proven.

        Raises:
            WanggeError: `action_not_now`, `action_without`, `action_role`, `action_needs`, `time_future`, `time_before`, `field_unknown`,
                `value_reserved`, `value_invalid` and its kin; what the rules of the action refuse.
        """
        state = State(str(values["state"])) if values else None
        row = self.lifecycle.find(state, action)
        if row is None:
            raise self._not_now(values, state, action)
        if row.only_with and not values.get(row.only_with):
            known = "、".join(self.lifecycle.open_to(state, values))
            raise WanggeError("action_without", no=values.get("no", ""), label=self.fields[row.only_with].label, action=action, known=known)
        self._check_person(row, actor)
        self._check_time(at, now, after)
        filled = self._clean(given)
        self._check_needs(row, values, filled)
        case = Case(values, filled, actor, at, self.clocks, {name: value for name, value in filled.items() if name in _STEP_NAMES})
        danger.gate(case, action)
        island.gate(case, action)
        changes = self._facts(row, values, filled)
        for effect in EFFECTS.get(action, ()):
            changes.update(effect(case))
        return Draft(action, state, row.target, at, {**changes, "state": row.target}, case.data)

    def decide_path(
        self, values: Values, path: Path, given: Mapping[str, object], actor: Actor, at: Instant, now: Instant, after: Instant | None
    ) -> tuple[Draft, ...]:
        """The steps of a path, one after the other, each decided on what the one before it left; arguments and errors as `decide`."""
        state = State(str(values["state"]))
        rows = self.lifecycle.walk(state, path)
        if not rows:
            raise self._not_now(values, state, path.name)
        drafts: list[Draft] = []
        for row in rows:
            draft = self.decide(values, row.action, given, actor, at, now, after)
            drafts.append(draft)
            values = {**values, **{name: value for name, value in draft.changes.items() if value is not None}}
        return tuple(drafts)

    def fill(self, given: Mapping[str, object]) -> dict[str, Value]:
        """What a person filled in, by field name, cleaned; see `decide` for errors."""
        return self._clean(given)

    def _not_now(self, values: Values, state: State | None, action: str) -> WanggeError:
        known = "、".join(self.lifecycle.open_to(state, values)) or "无"
        return WanggeError("action_not_now", no=values.get("no", ""), state=state or "未登记", action=action, known=known)

    def _check_person(self, row: Transition, actor: Actor) -> None:
        own = self.settings.policy.approvers.get(row.action)
        roles = (own,) if own else row.roles
        if not actor.roles.intersection(roles):
            raise WanggeError("action_role", action=row.action, roles="或".join(roles), actor=actor.name)

    def _check_time(self, at: Instant, now: Instant, after: Instant | None) -> None:
        zone = self.settings.zone
        if moment(at) > moment(now) + LATE_CLOCK:
            raise WanggeError("time_future", at=chinese(at, zone))
        if after is not None and at < after:
            raise WanggeError("time_before", at=chinese(at, zone), before=chinese(after, zone))

    def _clean(self, given: Mapping[str, object]) -> dict[str, Value]:
        filled: dict[str, Value] = {}
        for name, raw in given.items():
            field = self.fields.get(name) or self._labels.get(name)
            if field is None:
                raise WanggeError("field_unknown", name=name, known=alike(name, (*self.fields, *self._labels)))
            value = field.clean(raw, self.settings.zone)
            if value is not None:
                filled[field.name] = value
        return filled

    def _check_needs(self, row: Transition, values: Values, filled: Mapping[str, Value]) -> None:
        missing = [name for name in row.needs if name not in filled and not (name in _KNOWN_BEFORE and values.get(name))]
        if row.action is Action.CORRECT and not filled.keys() - _BESIDE:
            raise WanggeError("action_needs", action=row.action, missing="要更正的项目")
        if row.action is Action.FILL and not self.form & filled.keys():
            raise WanggeError("action_needs", action=row.action, missing="要登记的项目")
        if missing:
            raise WanggeError("action_needs", action=row.action, missing="、".join(self.fields[name].label for name in missing))

    def _facts(self, row: Transition, values: Values, filled: Mapping[str, Value]) -> Changes:
        facts: Changes = {name: value for name, value in filled.items() if name not in _STEP_NAMES and values.get(name) != value}
        if row.action not in _SETS_FACTS:
            also = self.form if row.action in _SETS_FORM else frozenset[str]()
            return {name: value for name, value in facts.items() if name in ON_THE_WAY or name in also}
        reserved = next((self.fields[name] for name in facts if self.fields[name].told and name not in row.offers), None)
        if reserved is not None:
            raise WanggeError("value_reserved", label=reserved.label)
        return facts
