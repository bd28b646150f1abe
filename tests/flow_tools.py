"""Offices of both flows with an event in every state, ready to be acted on."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from itertools import count

from console.office import Office, create
from tests.conftest import StandingClock
from tests.ledger_tools import FILLED, bring, planned
from wangge.incident import BEGIN
from wangge.lifecycle import Action, State
from wangge.transitions import Flows, Lifecycle
from wangge.upstream import STEPS

SIMPLE, FULL = Flows(), Flows(filing=True, checking=True, island=True)
TABLES = {"简易": Lifecycle(SIMPLE), "完整": Lifecycle(FULL)}
GIVEN = {**FILLED, "unit": "综合执法中队", "co_units": "消防、供电所", "absent": "消防"}
TOLD = {
    "worker": "李四",
    "source": "窗口来访",
    "unit": "环卫站",
    "upstream_state": "已签收",
    "danger": "人身危险",
    "danger_answer": "已报值班长",
    "secrecy": "保密",
    "supervised": "普通",
    "whistled": "城管、消防",
    "arbiter": "张某",
    "to_tell": "环卫站",
    "category": "矛盾纠纷",
    "island_waived": "试办",
}
"""What an event must have so that no gate is shut; a file brings it."""
CASE = {"department": "劳动争议", "case_at": "2026-11-01T00:00:00Z"}
ENDED = {**CASE, "case_ended_at": "2026-11-02T00:00:00Z"}
CASES = {
    Action.ASSIGN: CASE,
    Action.SESSION: CASE,
    Action.END_CASE: CASE,
    Action.PERFORM: ENDED,
    Action.RELEASE_CASE: {**ENDED, "secrecy": None},
}
CASES |= {action: {"island_block": "前台"} for action in (Action.MOVE_BLOCK, Action.RECEIVE)}
"""What an event must have besides for what is done to a department's case, or in a block."""
MORE = {Action.DISPATCH: ("co_units",), Action.CONFER: ("absent",)}
"""What some actions are given beside what they need, so that those after them have something to work on."""
SHORT_CUTS = {Action.ANSWER, Action.SELF_HANDLE, Action.WITHDRAW}
"""Ways that pass by the unit; an event that took one has nobody who helps and nothing to rate."""


def way(table, goal):
    """The shortest way from 待受理 to a state."""
    ahead, seen = deque([(State.REPORTED, ())]), {State.REPORTED}
    while ahead:
        state, taken = ahead.popleft()
        if state is goal:
            return taken
        for row in table.rows:
            if row.source is state and row.target not in seen and not row.only_with and row.action not in SHORT_CUTS:
                seen.add(row.target)
                ahead.append((row.target, (*taken, row)))
    return None


class Desk:
    """An office of one flow, and in it one event for each state, ready to be acted on."""

    def __init__(self, folder, table):
        self.clock = StandingClock()
        create(folder, "东街街道网格中心")
        settings = folder / "wangge.toml"
        text = settings.read_text(encoding="utf-8")
        for switch, on in (("filing", table.flows.filing), ("checking", table.flows.checking)):
            text = text.replace(f"{switch} = false", f"{switch} = {str(on).lower()}")
        if table.flows.island:
            text = text.replace("enabled = false", "enabled = true")
        settings.write_text(text, encoding="utf-8")
        self.office = Office.open(folder, self.clock)
        self.table = table
        self._numbers = count(1)
        self._ready = {}

        self.office.ledger.note_office(BEGIN, {"name": FILLED["incident"]}, self.office.actor())
        bring(self.office, [planned(0)], "主件")
        self.main = self.office.queries.event("GD00000")

    def given(self, row):
        told = {each: GIVEN.get(each, "") for each in (*row.needs, *MORE.get(row.action, ()))}
        if row.action is Action.CORRECT:
            told["place"] = "解放路12号"
        if row.action is Action.FILL:
            told["labour_people"] = str(next(self._numbers))
        if row.action is Action.MERGE:
            told["into"] = self.main.no
        if row.action is Action.LINK:
            told["linked"] = self.main.no
        return told

    def at(self, state, action=None):
        """The event that stands there, its upstream order where `action` needs it."""
        order = min(STEPS[action][0]) if action in STEPS else ""
        case = CASES.get(action, {})
        key = (state, order, tuple(case.items()))
        if key not in self._ready:
            external = f"GD{next(self._numbers):05}"
            taken = None if order else way(self.table, state)
            # where no way leads, only a file can show an event there
            told = {**TOLD, **case, **({"upstream_state": order} if order else {})}
            bring(self.office, [planned(int(external[2:]), **told, state=state if taken is None else "待受理")], external)
            for row in taken or ():
                self.act(external, row)
            self._ready[key] = external
        event = self.office.queries.event(self._ready[key])
        assert event.state is state
        return event

    def act(self, no, row):
        self.clock.at += timedelta(seconds=1)
        return self.office.ledger.act(no, row.action, self.office.actor(), self.given(row))
