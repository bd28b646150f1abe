"""Every transition by its Chinese name, through the real ledger in both flows: it leads where the table says, and its undo leads back."""

from __future__ import annotations

import pytest

from tests.flow_tools import GIVEN, TABLES, Desk, way
from wangge.lifecycle import State, owner
from wangge.transitions import TABLE

CASES = [(flow, row) for flow, table in TABLES.items() for row in table.rows]


def name(case):
    flow, row = case
    return f"{flow}·{row.source or '登记前'}·{row.action}→{row.target}"


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    made = {flow: Desk(tmp_path_factory.mktemp("flow") / "office", table) for flow, table in TABLES.items()}
    yield made
    for desk in made.values():
        assert desk.office.ledger.verify().ok
        desk.office.close()


@pytest.mark.parametrize("case", CASES, ids=map(name, CASES))
def test_the_action_leads_where_the_table_says_and_its_undo_leads_back(desks, case):
    flow, row = case
    desk = desks[flow]
    office = desk.office
    if row.source is None:
        after = office.ledger.register({each: GIVEN[each] for each in row.needs}, office.actor())
        before = None
    else:
        before = desk.at(row.source, row.action)
        after = desk.act(before.no, row)
    assert (after.state, after.owner) == (row.target, owner(row.target, after.text("unit")))
    assert after == office.queries.event(after.no)
    assert after.owner
    last = office.queries.steps(after)[-1]
    assert (last.action, last.source, last.target, last.actor) == (row.action, row.source, row.target, "值班员")
    office.ledger.undo(f"S{last.n}", office.actor(), reason="误办")
    if before is not None:
        again = office.queries.event(before.no)
        # what was told outside leaves a task
        assert {**again.known, "to_tell": ""} == {**before.known, "to_tell": ""}


def test_the_cases_are_all_rows_that_an_office_of_either_flow_has():
    assert {row for _, row in CASES} == set(TABLE)


@pytest.mark.parametrize(("flow", "table"), TABLES.items(), ids=TABLES)
def test_every_state_but_a_draft_can_be_walked_to(flow, table):
    missing = {state for state in State if way(table, state) is None} - {State.DRAFT}
    assert missing == ({State.ACCEPTED, State.CHECKED} if flow == "简易" else set())
