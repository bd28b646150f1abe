"""Before and after: what each step changed, in plain words, also of steps that were taken back and brought back."""

from random import Random

import pytest

from tests.ledger_tools import dispatched, everything, register, work
from wangge.changes import changes, in_words
from wangge.field import Field, Kind
from wangge.fields import BY_NAME
from wangge.lifecycle import Action

FIELDS = {**BY_NAME, "pay": Field("pay", "金额", Kind.MONEY)}


def items(change):
    return {item.name: (item.before, item.after) for item in change.items}


def told(office, event):
    return changes(office.queries.steps(office.queries.event(event.no)))


def test_a_correction_is_told_as_before_and_after_with_who_and_why(office):
    event = register(office, community="公众社区")
    office.ledger.act(event.no, Action.CORRECT, office.actor("小王"), {"community": "宝善社区", "reason": "反映人更正地址"})
    change = told(office, event)[-1]
    assert items(change) == {"community": ("公众社区", "宝善社区")}
    assert (change.step.actor, change.step.recorded_by, change.reason) == ("小王", "值班员", "反映人更正地址")


def test_an_undo_and_a_redo_say_what_the_event_was_before_and_after(office):
    event = dispatched(office)
    office.ledger.undo("S2", office.actor())
    office.ledger.redo("S2", office.actor())
    *_, undo, redo = told(office, event)
    assert items(undo)["state"] == ("待签收", "待受理")
    assert items(undo)["unit"] == ("司法所", None)
    assert items(redo) == {name: (after, before) for name, (before, after) in items(undo).items()}


def test_a_masked_item_that_looks_the_same_is_named_all_the_same(office):
    event = register(office, caller_phone="13812345678")
    office.ledger.act(event.no, Action.CORRECT, office.actor(), {"caller_phone": "13899995678", "reason": "听错"})
    assert items(told(office, event)[-1]) == {"caller_phone": ("138****5678", "138****5678")}


def test_nothing_of_it_is_unmasked(office):
    event = register(office, caller="张三丰", caller_phone="13812345678", text="张三丰，电话13812345678，楼上漏水")
    office.ledger.act(event.no, Action.CORRECT, office.actor(), {"text": "改：13987654321来电", "reason": "抄错，13700001111"})
    said = "".join(f"{item.before}{item.after}" for change in told(office, event) for item in change.items)
    assert not [
        number for number in ("13812345678", "13987654321", "13700001111", "张三丰，") if number in said.replace("张三丰，电话", "")
    ]
    assert "13700001111" not in told(office, event)[-1].reason


@pytest.mark.parametrize("seed", range(3))
def test_the_last_after_of_every_item_is_what_the_event_shows(office, clock, seed):
    work(office, clock, Random(seed), 60)
    for event in everything(office):
        shown = {}
        for change in told(office, event):
            shown |= {item.name: item.after for item in change.items}
        assert {name: value for name, value in shown.items() if value is not None} == {
            name: value for name, value in event.known.items() if name != "no"
        }


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("unit", None, "空"),
        ("due_at", "2026-11-20T09:30:00Z", "2026-11-20 17:30"),
        ("returns", 2, "2"),
        ("pay", 1_234_550, "12,345.50 元"),
        ("从没见过的列", "＊＊", "＊＊"),
    ],
)
def test_a_value_is_said_in_words(name, value, said):
    assert in_words(name, value, FIELDS) == said
