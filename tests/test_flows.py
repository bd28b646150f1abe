"""The carry-over identity: what events did to the open ones in a period, whatever way they went."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from wangge.flows import claimed_at, flow, registered_at, state_at_end
from wangge.lifecycle import EXITS, OPEN_STATES, Action, Exit, State
from wangge.records import Flow, Move
from wangge.times import instant
from wangge.transitions import Flows, Lifecycle

WALK = {flows: Lifecycle(flows) for flows in (Flows(), Flows(filing=True, checking=True))}
BEGAN = datetime(2026, 10, 20, tzinfo=UTC)
START, END = BEGAN + timedelta(days=12), BEGAN + timedelta(days=42)


def at(days):
    return instant(BEGAN + timedelta(days=days))


def moves(*states):
    """One move a day into each of these states, from the first day on."""
    return tuple(Move(at(day), "", state, proven=True, actor="") for day, state in enumerate(states))


def of(states, since, until=None):
    """What an event with these moves, one a day, did from the day `since` on."""
    return flow(moves(*states)[:until], at(since))


@st.composite
def lives(draw):
    """An event's moves: registered, then wherever the table leads, or anywhere when a file brought it."""
    lifecycle = WALK[draw(st.sampled_from(list(WALK)))]
    brought = draw(st.booleans())
    hour = draw(st.integers(0, 40 * 24))
    state = State.REPORTED
    walked = [Move(at(hour / 24), Action.REGISTER, state, not brought, "")]
    for gap in draw(st.lists(st.integers(0, 200), max_size=12)):
        rows = [row for row in lifecycle.rows if row.source is state]
        if brought:
            state = draw(st.sampled_from([each for each in State if each is not State.DRAFT]))
        elif rows:
            state = draw(st.sampled_from(rows)).target
        hour += gap
        walked.append(Move(at(hour / 24), "", state, proven=True, actor=""))
    return tuple(walked)


def until(life, end):
    return tuple(move for move in life if move.at < end)


def sums(events, start, end):
    """期初, 新增, 重开, every exit, and 期末 of a period."""
    counted: Counter[str] = Counter()
    for life in events:
        found = flow(until(life, end), start)
        if found:
            counted.update(before=found.entered_before, new=found.new, reopened=found.reopened, after=found.open_at_end)
            counted.update([found.left] if found.left else [])
    return counted


@settings(deadline=None, max_examples=150)
@given(st.lists(lives(), max_size=12))
def test_what_is_open_at_the_end_is_what_came_in_less_what_left(events):
    start, end = instant(START), instant(END)
    counted = sums(events, start, end)
    assert counted["after"] == counted["before"] + counted["new"] + counted["reopened"] - sum(counted[exit_] for exit_ in Exit)
    assert counted["before"] == sum(state_at_end(until(life, start)) in OPEN_STATES for life in events)
    assert counted["after"] == sum(state_at_end(until(life, end)) in OPEN_STATES for life in events)
    assert counted["new"] == sum(start <= life[0].at < end for life in events)


@settings(deadline=None, max_examples=80)
@given(st.lists(lives(), max_size=8), st.integers(1, 60))
def test_one_months_end_is_the_next_ones_beginning(events, cut):
    middle = at(cut)
    first = sums(events, at(0), middle)
    second = sums(events, middle, at(9_999))
    assert first["after"] == second["before"]


@settings(deadline=None, max_examples=80)
@given(lives())
def test_an_event_leaves_by_the_exit_in_which_it_stands(life):
    found = flow(life, at(0))
    assert found.left == EXITS.get(life[-1].target)
    assert found.open_at_end == (found.left is None)


def test_an_event_that_is_not_there_yet_did_nothing():
    assert flow((), at(0)) is None
    assert state_at_end(()) is None


def test_registered_and_done_in_the_period_counts_twice_and_leaves_nothing():
    assert of([State.REPORTED, State.FED_BACK], 0) == Flow(
        entered_before=False, new=True, reopened=False, left=Exit.DONE, open_at_end=False
    )


def test_what_was_carried_over_and_nobody_touched_stays_open():
    assert of([State.REPORTED], 5) == Flow(entered_before=True, new=False, reopened=False, left=None, open_at_end=True)


def test_rework_inside_the_period_cancels_against_the_claim():
    found = of([State.REPORTED, State.FED_BACK, State.HANDLING], 0)
    assert (found.left, found.reopened, found.open_at_end) == (None, False, True)
    found = of([State.REPORTED, State.FED_BACK, State.HANDLING, State.FED_BACK], 0)
    assert (found.left, found.reopened) == (Exit.DONE, False)


def test_a_return_from_last_months_exit_is_a_reopening():
    found = of([State.REPORTED, State.CLOSED, State.HANDLING], 2)
    assert (found.entered_before, found.reopened, found.left, found.open_at_end) == (False, True, None, True)


def test_reopened_and_done_again_is_one_in_and_one_out():
    found = of([State.REPORTED, State.CLOSED, State.HANDLING, State.FED_BACK], 2)
    assert (found.reopened, found.left, found.open_at_end) == (True, Exit.DONE, False)


def test_closing_and_archiving_what_left_last_month_is_nothing_new():
    assert of([State.REPORTED, State.FED_BACK, State.CLOSED, State.ARCHIVED], 2) == Flow(
        entered_before=False, new=False, reopened=False, left=None, open_at_end=False
    )


def test_the_exit_that_counts_is_the_last_one():
    assert of([State.REPORTED, State.CLOSED, State.HANDLING, State.TRANSFERRED], 0).left is Exit.TRANSFERRED


def test_the_first_proven_claim_is_the_time_it_took():
    life = (
        Move(at(0), "", State.REPORTED, proven=True, actor=""),
        Move(at(1), "", State.FED_BACK, proven=False, actor=""),
        Move(at(2), "", State.FED_BACK, proven=True, actor=""),
        Move(at(3), "", State.ARCHIVED, proven=True, actor=""),
    )
    assert claimed_at(life) == at(2)
    assert claimed_at(life[:2]) is None


def test_an_event_began_when_a_step_proves_it():
    assert registered_at(moves(State.REPORTED)) == at(0)
    assert registered_at([Move(at(0), "", State.REPORTED, proven=False, actor="")]) is None
    assert registered_at(()) is None
