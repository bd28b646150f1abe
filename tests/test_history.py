"""The past that a file proves: the steps of the four kinds of row that a district's export holds, and what a later file adds."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wangge.history import bring_in, bring_more
from wangge.lifecycle import Action, State
from wangge.times import from_wall


def at(text):
    """`7 14:57` is that minute of 7 May 2025 on the office's wall."""
    day, clock = text.split()
    return from_wall(datetime.fromisoformat(f"2025-05-{int(day):02} {clock}"))


NOW = from_wall(datetime(2025, 6, 3, 9, 0))
S = State
MATTER = {"external_no": "DQ2025050700001", "text": "楼上漏水", "street": "东街街道"}
FACTS = {*MATTER, "reported_at", "state"}


def row(state, **times):
    moments = {f"{name}_at": at(text) for name, text in times.items()}
    claim = {"result": "已修好", "done_unit": "司法所"} if "done" in times else {}
    return {**MATTER, "state": state, **claim, **moments}


def told(drafts):
    """The steps as (source, target, at, proven, changed fields, proof)."""
    return [(d.source, d.target, d.at, d.proven, set(d.changes), d.data["proof"]) for d in drafts]


def folded(drafts):
    values = {}
    for draft in drafts:
        values.update(draft.changes)
    return {name: value for name, value in values.items() if value is not None}


def test_an_archived_row_is_one_step_for_each_time_and_one_that_no_column_dates():
    drafts = bring_in(row(S.ARCHIVED, reported="7 09:00", dispatched="7 09:10", signed="7 10:30", done="8 16:45"), NOW)
    assert told(drafts) == [
        (None, S.REPORTED, at("7 09:00"), True, FACTS, "reported_at"),
        (S.REPORTED, S.DISPATCHED, at("7 09:10"), True, {"dispatched_at", "state"}, "dispatched_at"),
        (S.DISPATCHED, S.HANDLING, at("7 10:30"), True, {"signed_at", "state"}, "signed_at"),
        (S.HANDLING, S.FED_BACK, at("8 16:45"), True, {"done_at", "result", "done_unit", "state"}, "done_at"),
        (S.FED_BACK, S.ARCHIVED, NOW, False, {"state"}, "state"),
    ]
    assert {draft.action for draft in drafts} == {Action.BRING_IN}
    assert "archived_at" not in folded(drafts)


def test_a_row_signed_before_its_dispatch_is_told_in_the_order_of_its_times():
    drafts = bring_in(row(S.ARCHIVED, reported="7 09:00", signed="7 09:20", dispatched="7 11:00", done="8 16:45"), NOW)
    assert told(drafts) == [
        (None, S.REPORTED, at("7 09:00"), True, FACTS, "reported_at"),
        (S.REPORTED, S.HANDLING, at("7 09:20"), True, {"signed_at", "state"}, "signed_at"),
        (S.HANDLING, S.DISPATCHED, at("7 11:00"), True, {"dispatched_at", "state"}, "dispatched_at"),
        (S.DISPATCHED, S.FED_BACK, at("8 16:45"), True, {"done_at", "result", "done_unit", "state"}, "done_at"),
        (S.FED_BACK, S.ARCHIVED, NOW, False, {"state"}, "state"),
    ]


def test_a_row_that_was_never_dispatched_and_is_done_was_handled_on_the_spot():
    drafts = bring_in(row(S.ARCHIVED, reported="7 09:00", done="7 09:35"), NOW)
    assert told(drafts) == [
        (None, S.REPORTED, at("7 09:00"), True, FACTS, "reported_at"),
        (S.REPORTED, S.FED_BACK, at("7 09:35"), True, {"done_at", "result", "done_unit", "state"}, "done_at"),
        (S.FED_BACK, S.ARCHIVED, NOW, False, {"state"}, "state"),
    ]
    assert drafts[1].data["how"] == "自行处置"


REDISPATCHED = {"reported": "7 09:00", "signed": "7 10:00", "done": "8 11:00", "dispatched": "9 08:30"}


def test_a_row_dispatched_again_after_its_claim_is_open_and_has_no_claim():
    drafts = bring_in(row(S.DISPATCHED, **REDISPATCHED), NOW)
    assert told(drafts) == [
        (None, S.REPORTED, at("7 09:00"), True, FACTS, "reported_at"),
        (S.REPORTED, S.HANDLING, at("7 10:00"), True, {"signed_at", "state"}, "signed_at"),
        (S.HANDLING, S.FED_BACK, at("8 11:00"), True, {"done_at", "result", "done_unit", "state"}, "done_at"),
        (S.FED_BACK, S.DISPATCHED, at("9 08:30"), True, {"dispatched_at", "done_at", "done_unit", "state"}, "dispatched_at"),
    ]
    assert "how" not in drafts[2].data
    assert folded(drafts).keys().isdisjoint({"done_at", "done_unit"})
    assert folded(drafts)["state"] == S.DISPATCHED


def test_a_signing_after_the_claim_takes_it_away_too():
    drafts = bring_in(row(S.DISPATCHED, reported="7 09:00", done="8 11:00", signed="9 08:20", dispatched="9 08:30"), NOW)
    assert told(drafts)[1:] == [
        (S.REPORTED, S.FED_BACK, at("8 11:00"), True, {"done_at", "result", "done_unit", "state"}, "done_at"),
        (S.FED_BACK, S.HANDLING, at("9 08:20"), True, {"signed_at", "done_at", "done_unit", "state"}, "signed_at"),
        (S.HANDLING, S.DISPATCHED, at("9 08:30"), True, {"dispatched_at", "state"}, "dispatched_at"),
    ]


def test_for_a_street_the_same_row_stands_with_the_district():
    drafts = bring_in(row(S.ESCALATED, **REDISPATCHED), NOW)
    assert told(drafts)[3:] == [
        (S.FED_BACK, S.DISPATCHED, at("9 08:30"), True, {"dispatched_at", "done_at", "done_unit", "state"}, "dispatched_at"),
        (S.DISPATCHED, S.ESCALATED, NOW, False, {"state"}, "state"),
    ]
    assert "done_at" not in folded(drafts)


def test_a_dispatch_after_a_claim_that_the_file_upholds_moves_nothing():
    drafts = bring_in(row(S.ARCHIVED, **REDISPATCHED), NOW)
    assert told(drafts)[3:] == [
        (S.FED_BACK, S.FED_BACK, at("9 08:30"), True, {"dispatched_at", "state"}, "dispatched_at"),
        (S.FED_BACK, S.ARCHIVED, NOW, False, {"state"}, "state"),
    ]
    assert folded(drafts)["done_at"] == at("8 11:00")


def test_a_claim_that_the_shown_state_denies_is_gone():
    drafts = bring_in(row(S.HANDLING, reported="7 09:00", dispatched="7 09:10", done="8 16:45"), NOW)
    assert told(drafts)[-1] == (S.FED_BACK, S.HANDLING, NOW, False, {"state", "done_at", "done_unit"}, "state")
    assert "done_at" not in folded(drafts)


def test_a_row_without_a_report_time_comes_in_now_and_proves_no_beginning():
    assert told(bring_in(dict(MATTER), NOW)) == [(None, S.REPORTED, NOW, False, FACTS, "reported_at")]


def test_a_row_without_a_report_time_still_proves_its_other_times():
    drafts = bring_in(row(S.ARCHIVED, dispatched="7 09:10", done="8 16:45"), NOW)
    assert [(draft.target, draft.at, draft.proven) for draft in drafts] == [
        (S.REPORTED, at("7 09:10"), False),
        (S.DISPATCHED, at("7 09:10"), True),
        (S.FED_BACK, at("8 16:45"), True),
        (S.ARCHIVED, NOW, False),
    ]
    assert drafts[0].changes["reported_at"] == at("7 09:10")


def test_a_time_still_to_come_is_kept_and_proves_nothing():
    ahead = from_wall(datetime(2099, 1, 1))
    for given_row in ({**MATTER, "state": S.FED_BACK, "done_at": ahead}, {**row(S.FED_BACK, reported="7 09:00"), "done_at": ahead}):
        drafts = bring_in(given_row, NOW)
        assert (drafts[1].at, drafts[1].proven, drafts[1].changes["done_at"]) == (NOW, False, ahead)


def test_without_a_shown_state_the_last_time_tells_it():
    given = row(S.ARCHIVED, reported="7 09:00", dispatched="7 09:10", signed="7 10:30")
    del given["state"]
    assert [draft.target for draft in bring_in(given, NOW)] == [S.REPORTED, S.DISPATCHED, S.HANDLING]


def test_a_minute_of_rounding_is_no_disorder():
    drafts = bring_in(row(S.HANDLING, reported="7 09:01", signed="7 09:00", dispatched="7 09:01"), NOW)
    assert [(draft.target, draft.proven) for draft in drafts] == [(S.REPORTED, True), (S.DISPATCHED, True), (S.HANDLING, True)]
    assert drafts[-1].changes["signed_at"] == at("7 09:00")
    assert drafts[-1].at == at("7 09:01")


def test_a_time_clearly_before_the_report_is_kept_and_not_proven():
    drafts = bring_in(row(S.DISPATCHED, reported="7 09:00", dispatched="6 08:00"), NOW)
    assert (drafts[1].at, drafts[1].proven, drafts[1].changes["dispatched_at"]) == (at("7 09:00"), False, at("6 08:00"))


def test_the_unit_that_a_file_names_comes_with_the_dispatch():
    drafts = bring_in({**row(S.DISPATCHED, reported="7 09:00", dispatched="7 09:10"), "unit": "环卫站"}, NOW)
    assert "unit" not in drafts[0].changes
    assert drafts[1].changes["unit"] == "环卫站"


MOMENTS = ("accepted_at", "dispatched_at", "signed_at", "done_at", "closed_at", "archived_at")
instants = st.integers(1, 28).flatmap(
    lambda day: st.sampled_from(["08:00", "08:01", "12:30", "23:59"]).map(lambda clock: at(f"{day} {clock}"))
)
rows = st.fixed_dictionaries(
    {"text": st.just("楼上漏水")},
    optional=dict.fromkeys((*MOMENTS, "reported_at"), instants) | {"state": st.sampled_from([s for s in S if s is not S.DRAFT])},
)


@settings(deadline=None)
@given(rows)
def test_any_row_becomes_a_chain_that_ends_where_the_file_says_and_invents_no_time(given_row):
    drafts = bring_in(given_row, NOW)
    assert drafts[0].source is None
    for one, other in pairwise(drafts):
        assert other.source is one.target
        assert one.at <= other.at
    if "state" in given_row:
        assert drafts[-1].target is given_row["state"]
    assert {draft.at for draft in drafts if draft.proven} <= {value for name, value in given_row.items() if name.endswith("_at")}
    kept = folded(drafts)
    assert all(kept[name] == given_row[name] for name in MOMENTS if name in kept)


BEFORE = row(S.DISPATCHED, reported="7 09:00", dispatched="7 09:10")
LATER = {**BEFORE, "signed_at": at("7 10:30"), "done_at": at("8 16:45"), "result": "已修好", "done_unit": "司法所", "state": S.ARCHIVED}


def more(new, **changed):
    """What a later file adds to an event that somebody here may have changed meanwhile."""
    said = folded(bring_in(BEFORE, NOW))
    return bring_more(said, new, {**said, **changed}, NOW, worked_on=bool(changed))


def test_a_later_file_adds_the_times_that_it_newly_proves():
    assert told(more(LATER)) == [
        (S.DISPATCHED, S.DISPATCHED, NOW, False, {"state"}, "file"),
        (S.DISPATCHED, S.HANDLING, at("7 10:30"), True, {"signed_at", "state"}, "signed_at"),
        (S.HANDLING, S.FED_BACK, at("8 16:45"), True, {"done_at", "result", "done_unit", "state"}, "done_at"),
        (S.FED_BACK, S.ARCHIVED, NOW, False, {"state"}, "state"),
    ]


def test_a_later_file_may_change_a_fact():
    (draft,) = more({**BEFORE, "text": "楼上漏水，已停水"})
    assert draft.changes == {"text": "楼上漏水，已停水", "state": S.DISPATCHED}
    assert "kept" not in draft.data


def test_what_somebody_here_has_changed_stays_and_is_named():
    (draft,) = more({**BEFORE, "text": "楼上漏水，已停水", "street": "西街街道"}, text="三楼漏水")
    assert draft.changes == {"street": "西街街道", "state": S.DISPATCHED}
    assert draft.data["kept"] == "text"


def test_an_event_that_is_worked_on_here_keeps_its_state_and_times():
    (draft,) = more(LATER, state=S.HANDLING, unit="环卫站")
    assert draft.source is draft.target is S.HANDLING
    assert draft.data["kept"] == "done_at、done_unit、result、signed_at"
    assert draft.changes == {"state": S.HANDLING}


@pytest.mark.parametrize("name", ["street", "text"])
def test_a_fact_that_a_later_file_leaves_out_stays(name):
    new = {key: value for key, value in BEFORE.items() if key != name}
    (draft,) = more(new)
    assert name not in draft.changes
