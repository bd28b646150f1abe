"""Merging: orders become one matter, each keeps what is its own, and no event ever lies in itself."""

from contextlib import suppress
from random import Random

import pytest

from tests.ledger_tools import at, dispatched, everything, refused, register
from wangge.errors import WanggeError
from wangge.flows import flow
from wangge.lifecycle import EXITS, Action, State
from wangge.times import month_bounds

DONE = {"result": "已更换灯泡，反映人认可"}


def merge(office, no, into):
    return office.ledger.act(no, Action.MERGE, office.actor(), {"into": into})


def orders(office, event):
    return [each.no for each in office.queries.matter(office.queries.event(event.no))]


def hotline(office, number):
    return register(office, source="12345热线", external_no=f"GD{number}", upstream_system="12345热线", text="路灯不亮")


def test_many_are_merged_as_one_operation_and_the_master_counts_them(office):
    master, *others = [register(office, text=f"路灯不亮，第{place}人反映") for place in range(4)]
    office.ledger.act_many([event.no for event in others], Action.MERGE, office.actor(), {"into": master.no})
    assert orders(office, master) == [master.no, *(event.no for event in others)]
    assert {office.queries.event(event.no).state for event in others} == {State.MERGED}
    office.ledger.undo(office.ledger.last_done(office.actor()), office.actor())
    assert orders(office, master) == [master.no]


def test_the_master_may_be_named_by_the_number_it_came_with(office):
    master, other = hotline(office, 1), hotline(office, 2)
    assert merge(office, other.no, "GD1")["merged_into"] == master.no


def test_a_merged_order_keeps_its_number_and_is_answered_upstream_and_called_back_by_itself(office):
    master = register(office)
    order = register(office, source="12345热线", external_no="GD9")
    merge(office, order.no, master.no)
    called = office.ledger.act("GD9", Action.CALL_BACK, office.actor(), {"satisfaction": "满意", "voucher": "来件"})
    assert (called.state, called["external_no"], called["satisfaction"], called["merged_into"]) == ("已并案", "GD9", "满意", master.no)
    assert office.queries.event(master.no)["satisfaction"] is None
    assert Action.UPSTREAM_REPLY in office.rules.lifecycle.open_to(State.MERGED, {"upstream_state": "待回填"})


@pytest.mark.parametrize("way", ["merged", "void", "refused", "archived"])
def test_nothing_is_merged_into_what_is_gone(office, way):
    first, target, order = register(office), register(office), register(office)
    act, actor = office.ledger.act, office.actor()
    if way == "merged":
        merge(office, target.no, first.no)
    elif way == "void":
        act(target.no, Action.VOID, actor, {"reason": "误登"})
    elif way == "refused":
        act(target.no, Action.REFUSE, actor, {"reason": "不属受理范围"})
    else:
        act(target.no, Action.ANSWER, actor, DONE)
        act(target.no, Action.ARCHIVE, actor)
    error = refused("merge_target", merge, office, order.no, target.no)
    assert (first.no in str(error)) == (way == "merged")
    assert office.queries.event(order.no).state == "待受理"


def test_no_event_is_merged_into_itself_or_into_what_lies_in_it(office):
    first, second = register(office), register(office)
    refused("merge_itself", merge, office, first.no, first.no)
    merge(office, first.no, second.no)
    refused("merge_target", merge, office, second.no, first.no)


def test_an_undo_never_makes_a_circle(office):
    first, second = register(office), register(office)
    merge(office, first.no, second.no)
    office.ledger.act(first.no, Action.UNMERGE, office.actor(), {"reason": "不是一件事"})
    unmerged = office.ledger.last_done(office.actor())
    merge(office, second.no, first.no)
    refused("merge_circle", office.ledger.undo, unmerged, office.actor())
    assert orders(office, first) == [first.no, second.no]
    assert office.ledger.verify().ok


def test_a_master_is_not_taken_back_while_orders_lie_in_it(office):
    first, second = register(office), register(office)
    merge(office, first.no, second.no)
    error = refused("undo_merged", office.ledger.undo, f"S{second.version}", office.actor())
    assert first.no in str(error)


def test_an_order_taken_out_again_goes_on_by_itself(office):
    first, second = dispatched(office), register(office)
    merge(office, first.no, second.no)
    out = office.ledger.act(first.no, Action.UNMERGE, office.actor(), {"reason": "不是一件事"})
    assert (out.state, out["merged_into"]) == ("待派遣", None)
    assert orders(office, second) == [second.no]


def test_a_master_that_is_merged_brings_its_orders_with_it(office):
    first, second, third = register(office), register(office), register(office)
    merge(office, first.no, second.no)
    merge(office, second.no, third.no)
    assert orders(office, third) == [first.no, second.no, third.no]


def test_a_link_names_an_event_that_is_there_and_not_itself(office):
    first = register(office)
    second = register(office, external_no="GD5")
    assert office.ledger.act(first.no, Action.LINK, office.actor(), {"linked": "GD5"}).extra["linked"] == second.no
    refused("event_unknown", office.ledger.act, first.no, Action.LINK, office.actor(), {"linked": "WG0"})
    refused("link_itself", office.ledger.act, first.no, Action.LINK, office.actor(), {"linked": first.no})


@pytest.mark.parametrize("seed", range(3))
def test_what_is_open_follows_from_what_came_and_went_however_much_is_merged(office, clock, seed):
    chance = Random(seed)
    start = month_bounds("2026-11")[0]
    for place in range(40):
        clock.forward(minutes=7)
        known = everything(office)
        open_ = [event for event in known if event.is_open]
        merged = [event for event in known if event.state is State.MERGED]
        dice = chance.random()
        if dice < 0.4 or len(open_) < 2:
            register(office, text=f"第{place}处路灯不亮")
        elif dice < 0.7:
            one, other = chance.sample(open_, 2)
            merge(office, one.no, other.no)
        elif dice < 0.8 and merged:
            office.ledger.act(chance.choice(merged).no, Action.UNMERGE, office.actor(), {"reason": "不是一件事"})
        elif dice < 0.9:
            try_undo(office)
        else:
            office.ledger.act(chance.choice(open_).no, Action.RECALL, office.actor(), {"reason": "误派"})
    found = [flow(life.moves, start) for life in office.queries.lives(start, at("2026-12-01 00:00"))]
    came, left = sum(each.new for each in found), sum(each.left is not None for each in found)
    assert came - left == sum(each.open_at_end for each in found) == sum(event.state not in EXITS for event in everything(office))
    for event in everything(office):
        assert len(set(orders(office, event))) == len(orders(office, event))
    assert office.ledger.verify().ok


def try_undo(office):
    with suppress(WanggeError):
        office.ledger.undo(office.ledger.last_done(office.actor()), office.actor())
