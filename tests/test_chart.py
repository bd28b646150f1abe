"""The map and the table agree: every row is drawn once, nothing else is, in every flow."""

from __future__ import annotations

import re
from collections import Counter
from itertools import product

import pytest

from console.commands.lifecycle import drawing
from wangge.actor import Role
from wangge.chart import Chart, as_dot, as_tree, asked, states, who
from wangge.lifecycle import OPEN_STATES, OWNERS, Action, State
from wangge.transitions import Flows, Lifecycle

FLOWS = [Lifecycle(Flows(*switches)) for switches in product((False, True), repeat=3)]
NAMES = [name + island for name in ("简易", "核查", "立案", "完整") for island in ("", "前岛")]
in_every_flow = pytest.mark.parametrize("table", FLOWS, ids=NAMES)


@in_every_flow
def test_every_row_of_the_table_is_drawn_once_and_nothing_else(table):
    assert Counter(Chart.of(table).rows()) == Counter(table.rows)


@in_every_flow
def test_json_has_every_row_once_with_what_the_table_says(table):
    told = as_tree(table)
    assert Counter((each["from"], each["action"], each["to"]) for each in told["transitions"]) == Counter(
        (row.source, row.action, row.target) for row in table.rows
    )
    for each, row in zip(told["transitions"], table.rows, strict=True):
        assert each["roles"] == [*row.roles]
        assert (each["needs"], each["offers"], each["only_with"]) == ([*row.needs], [*row.offers], row.only_with)
    assert [each["name"] for each in told["states"]] == [state for state in State if state in set(states(table))]
    assert all(each["owner"] == OWNERS[each["name"]] and each["open"] is (each["name"] in OPEN_STATES) for each in told["states"])


@in_every_flow
def test_graphviz_text_has_every_row_once(table):
    edges = re.findall(r'^  "(.+)" -> "(.+)" \[label="(.+)"\];$', as_dot(table), re.MULTILINE)
    drawn = [(source, action, target) for source, target, label in edges for action in label.split("\\n")]
    assert Counter(drawn) == Counter((row.source or "登记前", row.action, row.target) for row in table.rows)


@in_every_flow
def test_the_drawing_names_every_state_with_its_owner_and_each_way_under_it(table):
    lines = drawing(table)
    for state, rows in Chart.of(table).path:
        head = next(
            place for place, text in enumerate(lines) if text.endswith(f" {state}（责任方 {OWNERS[state]}）" if state else " 登记前")
        )
        own = lines[head + 1 : head + 1 + len(rows)]
        assert [text.partition("── ")[2].partition("　")[0] for text in own] == [
            f"{row.action} → {row.target}" if row.target is not row.source else row.action for row in rows
        ]
    assert len(lines) == 1 + sum(1 + len(rows) for _, rows in Chart.of(table).path) + 1 + len(Chart.of(table).beside)


def test_what_a_row_asks_for_is_told_in_words():
    table = Lifecycle(Flows())
    row = table.find(State.HANDLING, Action.CO_DONE)
    assert asked(row) == "反馈单位、说明；须有协办单位"
    assert asked(table.find(State.HANDLING, Action.RETURN)) == "理由；可填理由类别"
    assert who(row) == f"{Role.UNIT}、{Role.WORKER}"
    assert who(table.find(State.HANDLING, Action.NOTE)) == "任何人"


def test_the_flow_without_filing_has_no_state_for_it():
    assert State.ACCEPTED in states(Lifecycle(Flows(filing=True)))
    text = "\n".join(drawing(Lifecycle(Flows())))
    assert "立案关" in text
    assert "受理 → 待派遣" in text
    assert "受理 → 待立案" not in text
