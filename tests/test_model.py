"""A model of a centre: random people do random things to random events, in both flows, late and in bulk, and take them back.

Whatever happens: every event stands in a state of the table and belongs to somebody, the projection is what its steps say, an undo leaves
things as they were, a refusal changes nothing, the carry-over of every month adds up, and the ledger verifies.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from console.office import SETTINGS, Office, create
from db import dialect
from tests.conftest import StandingClock
from tests.ledger_tools import FILLED, MAY_REFUSE, UNITS, everything, projection
from wangge.actor import Actor, Role
from wangge.errors import WanggeError
from wangge.flows import flow
from wangge.lifecycle import DELAY_BY_ONE_APPROVAL, EXITS, ONE_KEY_DISPATCH, OPEN_STATES, Action, Exit, State
from wangge.times import Instant, from_wall, instant, local
from wangge.transitions import TABLE, Flows

STEPS = 100
EXAMPLES = 100 if os.environ.get("WANGGE_NO_SKIP") else 6
"""Walks of 100 turns: over 10,000 steps in all where everything has to run, a fifth of it on a person's own machine."""
FLOWS = ((False, False, False), (True, True, False), (False, True, True))
"""立案, 核查 and the front island 前岛, switched on or off."""
STATES = {row.source for row in TABLE} | {row.target for row in TABLE}
PEOPLE = [Actor(role.value, frozenset({role})) for role in Role] + [Actor("值班员")] * 60
TEXTS = ("楼上漏水，双方争执", "路灯不亮，夜间无法通行", "工地拖欠工资，两人讨要", "垃圾三天没有清运", "有人持刀追人，请快来")
REFUSALS = MAY_REFUSE | {
    *("action_role", "action_not_now", "action_without", "time_before", "danger_single", "value_invalid"),
    *("undo_done", "undo_later", "undo_person", "undo_unknown", "undo_told", "undo_told_whole", "undo_merged"),
}
"""What the rules may say to whoever tries anything at any time."""


class Centre(RuleBasedStateMachine):
    """One office and everything that is done in it."""

    def __init__(self) -> None:
        super().__init__()
        self.room = tempfile.TemporaryDirectory()
        self.clock = StandingClock()
        self.before: list[tuple[str, dict]] = []

    @initialize(flows=st.sampled_from(FLOWS))
    def open(self, flows: tuple[bool, bool, bool]) -> None:
        folder = create(Path(self.room.name) / "office", "东街街道网格中心")
        written = (folder / SETTINGS).read_text(encoding="utf-8")
        for name, on in zip(("filing", "checking", "enabled"), flows, strict=True):
            written = written.replace(f"{name} = false", f"{name} = {str(on).lower()}")
        (folder / SETTINGS).write_text(written, encoding="utf-8")
        self.office = Office.open(folder, self.clock)
        assert self.office.settings.flows == Flows(*flows)
        self.first_month = local(self.office.ledger.now(), self.office.settings.zone).date().replace(day=1)
        self.numbers: list[str] = []

    def when(self, hours: int) -> Instant | None:
        """A time that many hours ago; None is now."""
        return instant(self.clock.at - timedelta(hours=hours)) if hours else None

    def attempt(self, work, *arguments, **more):
        """Do it; a refusal must be one of the rules', and leave the whole projection alone."""
        rows = projection(self.office)
        refusal = None
        try:
            done = work(*arguments, **more)
        except WanggeError as error:
            refusal = error
        if refusal:
            assert refusal.code in REFUSALS, refusal
            assert projection(self.office) == rows
            return None
        self.before.append((f"S{self.last_step()}", rows))
        return done

    def last_step(self) -> int:
        return int(self.office.ledger.store.connection().execute("SELECT max(n) FROM steps").fetchone()[0])

    def look(self, no: str) -> None:
        event = self.office.queries.event(no)
        assert event.state in STATES
        assert event.owner
        told = self.office.ledger.projector.changed(self.office.queries.raw(event), None)
        assert {name: value for name, value in told.items() if name in event.values} == dict(event.values)

    @rule(hours=st.integers(1, 200))
    def time_passes(self, hours: int) -> None:
        self.clock.forward(hours=hours)

    @rule(text=st.sampled_from(TEXTS), source=st.sampled_from(("12345热线", "窗口来访", "网格员")), late=st.integers(0, 300))
    def somebody_reports(self, text: str, source: str, late: int) -> None:
        given = {"text": text, "source": source, "caller": "欧阳娜娜", "caller_phone": "13812345678"}
        event = self.attempt(self.office.ledger.register, given, PEOPLE[-1], at=self.when(late))
        if event:
            self.numbers.append(event.no)
            self.look(event.no)

    @precondition(lambda self: self.numbers)
    @rule(seed=st.integers(0, 2**32), actions=st.integers(1, 30))
    def people_work_for_a_while(self, seed: int, actions: int) -> None:
        random = Random(seed)
        for _ in range(actions):
            self.clock.forward(minutes=random.randrange(600))
            self.somebody_acts(random)

    def somebody_acts(self, random: Random) -> None:
        known = [event for event in everything(self.office) if event.state is not State.ARCHIVED] or everything(self.office)
        if not known:
            return
        event = random.choice(known)
        offered = self.office.rules.lifecycle.open_to(event.state, event.known)
        moving = [each for each in offered if self.office.rules.lifecycle.find(event.state, each).target is not event.state]
        gone = {Action.MERGE, Action.RECALL, Action.TRANSFER, Action.WITHDRAW, Action.VOID, Action.REFUSE}
        action = random.choice([*offered, *[each for each in moving if each not in gone] * 5])
        row = self.office.rules.lifecycle.find(event.state, action)
        given = {name: FILLED[name] for name in row.needs if name in FILLED}
        given |= {name: FILLED[name] for name in row.offers if name in FILLED and random.random() < 0.3}
        if "unit" in row.needs:
            given["unit"] = random.choice(UNITS)
        if action is Action.DISPATCH and random.random() < 0.5:
            given["co_units"] = "消防"
        if "into" in row.needs:
            given["into"] = random.choice(known).no
        if action is Action.CORRECT:
            given["place"] = f"人民路{random.randrange(99)}号"
        if "due_at" in row.needs:
            given["due_at"] = self.clock.at.astimezone(self.office.settings.zone).strftime("%Y-%m-%d 17:30")
        late = random.choice((*[0] * 10, 5, 40))
        if self.attempt(self.office.ledger.act, event.no, action, random.choice(PEOPLE), given, at=self.when(late)):
            self.look(event.no)

    @precondition(lambda self: self.numbers)
    @rule(data=st.data(), path=st.sampled_from((ONE_KEY_DISPATCH, DELAY_BY_ONE_APPROVAL)))
    def several_are_handled_at_once(self, data: st.DataObject, path) -> None:
        source = State.REPORTED if path is ONE_KEY_DISPATCH else State.HANDLING
        fit = [event.no for event in everything(self.office) if event.state is source]
        if fit:
            chosen = data.draw(st.lists(st.sampled_from(fit), min_size=1, max_size=4, unique=True))
            given = {"category": "矛盾纠纷", "unit": "司法所", "reason": "台风", "days": "3"}
            wanted = ("category", "unit") if path is ONE_KEY_DISPATCH else ("reason", "days")
            done = self.attempt(self.office.ledger.act_many, chosen, path, PEOPLE[-1], {name: given[name] for name in wanted})
            for event in done or ():
                self.look(event.no)

    @precondition(lambda self: self.before)
    @rule(back=st.integers(1, 4), reason=st.sampled_from(("", "误派")))
    def somebody_takes_it_back(self, back: int, reason: str) -> None:
        ref, rows = self.before[-min(back, len(self.before))]
        is_last = ref == self.before[-1][0]
        done = self.attempt(self.office.ledger.undo, ref, PEOPLE[-1])
        if done and is_last and done.reversed:
            now = {row["id"]: row for row in projection(self.office, *CHANGED_BY_UNDO).values()}
            for number, row in rows.items():
                assert now[number] == {name: value for name, value in row.items() if name not in CHANGED_BY_UNDO}
            assert all(row["hidden"] for number, row in now.items() if number not in rows)

    def teardown(self) -> None:
        if hasattr(self, "office"):
            found = self.office.ledger.verify()
            assert found.ok, found.problems[:3]
            self._months_add_up()
            self.office.close()
        self.room.cleanup()

    def _months_add_up(self) -> None:
        """期末 = 上月结转 + 新增 + 重开 − 各项去向, month after month; and the last carry-over is what is open now."""
        zone, month, carried = self.office.settings.zone, self.first_month - timedelta(days=31), None
        end = local(self.office.ledger.now(), zone).date()
        while month <= end:
            month = month.replace(day=1)
            following = (month + timedelta(days=32)).replace(day=1)
            start, until = (from_wall(datetime.combine(day, time()), zone) for day in (month, following))
            counted: Counter[str] = Counter()
            for life in self.office.queries.lives(start, until):
                found = flow(life.moves, start)
                assert found is not None
                counted["before"] += found.entered_before
                counted["entered"] += found.new + found.reopened
                counted["left"] += found.left is not None
                counted["open"] += found.open_at_end
                assert life.event.state not in EXITS or not found.open_at_end
                assert found.left in {None, *Exit}
            assert counted["open"] == counted["before"] + counted["entered"] - counted["left"], (month, counted)
            assert carried is None or counted["before"] == carried
            carried, month = counted["open"], following
        assert carried == sum(event.state in OPEN_STATES for event in everything(self.office))


CHANGED_BY_UNDO = ("version", "to_tell")
"""What an undo may leave otherwise than it was: the number of the last step, and who must be told of it."""


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialect, "PRAGMAS", {**dialect.PRAGMAS, "synchronous": "off"})


TestACentre = Centre.TestCase
TestACentre.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)
