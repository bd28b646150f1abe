"""The contract of plugins: ours keep it, and whatever breaks it is named."""

from __future__ import annotations

import importlib
import inspect
import sys
from dataclasses import replace
from types import SimpleNamespace
from typing import get_args, get_type_hints

import pytest

from plugins import ageing, manager, specs
from plugins.manager import BUILT_INS
from wangge import (
    Calculator,
    Clock,
    Command,
    Counted,
    Department,
    Document,
    Duty,
    Field,
    Grid,
    Indicator,
    Kept,
    Kind,
    Limit,
    Line,
    Paper,
    Reader,
    Reckoning,
    ReportKind,
    Scheme,
    ScoreItem,
    Suggester,
    Unit,
    WanggeError,
    hookimpl,
)
from wangge.catalogue import HOOKS
from wangge.sheets import Column, Report, Sheet
from wangge.testing import CLAUSES, Contract, Shelf, dossier, event, filled, life, problems, reckoned

DAYS = Field("count", "天数", Kind.NUMBER, most=1_000)
PRICE = Field("price", "单价", Kind.MONEY, least=1, most=10_000)
FIELDS = (
    Field("rink_opened", "开放日期", Kind.DAY, kept=Kept.EXTRA),
    Field("rink_shut", "关闭日期", Kind.DAY, kept=Kept.EXTRA),
    Field("rink_people", "滑冰人数", Kind.NUMBER, kept=Kept.EXTRA),
    Field("rink_kind", "冰面", Kind.CHOICE, choices=("室内", "室外"), kept=Kept.EXTRA),
)


def work(told):
    return Reckoning((Line("租金", f"{told.number('count')} × {told.text('price')}", told.number("count") * told.money("price")),))


RENT = Calculator("rent", "冰场租金", (DAYS, PRICE), work, needs=("count", "price"))
CLOCK = Clock("开放", Limit(5, Unit.WORKING_DAY), "rink_opened", ("rink_shut",), source="场馆约定")
SLIP = Document("slip", "便条", lambda told: Paper("便条", (Grid(("项目", "数"), (("人数", told.text("rink_people")),)),)))
PEOPLE = Indicator("滑冰人数", Counted.PEOPLE, "rink_people")
RINK = Department("rink", "冰场", ("冰场",), FIELDS, (RENT,), (CLOCK,), (SLIP,), (PEOPLE,))
ITEM = ScoreItem("随手拍", 10, lambda life: life.event.text("state") == "处置中", "拍了 ÷ 全部")


def plugin(**returned):
    """A plugin whose hooks return these values."""

    def hook(values):
        return hookimpl(lambda: values)

    return SimpleNamespace(**{f"wangge_{name}": hook(values) for name, values in returned.items()})


def rink(**changes):
    return plugin(departments=(replace(RINK, **changes),))


def calculator(**changes):
    return rink(calculators=(replace(RENT, **changes),))


def told(made):
    return list(problems(made))


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.__name__)
@pytest.mark.parametrize("name", BUILT_INS)
def test_our_own_plugins_keep_the_contract(name, clause):
    assert not list(clause(importlib.import_module(name)))


class TestAgeing(Contract):
    """As a stranger's test of his plugin stands there."""

    plugin = ageing


def test_the_class_has_a_test_for_every_clause():
    tests = [name for name in vars(Contract) if name.startswith("test_")]
    assert len(tests) == len(CLAUSES)
    kept = [inspect.getsource(getattr(Contract, name)) for name in tests]
    assert all(f"{clause.__name__})" in source for clause, source in zip(CLAUSES, kept, strict=True))


def test_the_class_fails_with_all_that_is_wrong():
    class Broken(Contract):
        plugin = rink(label="", key="冰 场")

    with pytest.raises(AssertionError) as caught:
        Broken().test_its_names_are_nobody_elses()
    assert "label must be one clean line" in str(caught.value)
    assert "key must be an identifier" in str(caught.value)


def test_a_plugin_that_keeps_the_contract_has_no_problems():
    assert told(plugin(departments=(RINK,), score_items=(ITEM,))) == []


def test_every_hook_of_the_page_is_known_with_what_it_returns():
    hooks = {name: hook for name, hook in vars(specs).items() if name.startswith("wangge_")}
    assert {name: get_args(get_type_hints(hook)["return"])[0] for name, hook in hooks.items()} == dict(HOOKS)


def breaks(_):
    return 1 // 0


def empty_report(*_):
    return Report("周报", "周报", "中心", "2026-11", (Sheet("一", "一", (Column("甲"), Column("乙")), (("只有一格",),)),))


def refuse(told):
    raise told.wrong("count", "不办")


class Unsteady:
    """Work that finds something else every time."""

    def __init__(self):
        self.calls = 0

    def __call__(self, _):
        self.calls += 1
        return Reckoning((Line("数", amount=self.calls),))


unsteady = Unsteady()


BROKEN = {
    "it has no hook": (SimpleNamespace(), "no hook"),
    "a hook that nobody knows": (plugin(screens=()), "wangge_screens is no hook"),
    "a hook that is not marked": (SimpleNamespace(wangge_duties=lambda: ()), "not marked"),
    "a hook that takes something": (SimpleNamespace(wangge_duties=hookimpl(lambda office: ())), "takes arguments"),
    "a newer interface": (SimpleNamespace(WANGGE_API=99, **vars(rink())), "WANGGE_API is 99"),
    "a hook that raises": (SimpleNamespace(wangge_duties=hookimpl(lambda: 1 // 0)), "wangge_duties raises ZeroDivisionError"),
    "a hook that leaves the program": (SimpleNamespace(wangge_duties=hookimpl(lambda: sys.exit(3))), "wangge_duties raises SystemExit: 3"),
    "something else than it should": (plugin(departments=("冰场",)), "wangge_departments[0] is '冰场', not Department"),
    "a list for a tuple": (rink(fields=list(FIELDS)), ".fields is ["),
    "a text for a tuple of texts": (rink(categories="冰场"), ".categories is '冰场', not tuple[str, ...]"),
    "a text for a limit": (rink(clocks=(replace(CLOCK, limit="5工作日"),)), ".clocks[0].limit is '5工作日', not Limit"),
    "a number for a text": (rink(clocks=(replace(CLOCK, when={"rink_kind": (1,)}),)), ".when['rink_kind'][0] is 1, not str"),
    "a pair of three": (rink(clocks=(replace(CLOCK, pauses=(("rink_opened",),)),)), "has 1 parts, not 2"),
    "no function": (plugin(commands=(Command("a", "甲", None),)), ".run is None, not a function"),
    "a label of nothing": (rink(label=""), "label must be one clean line"),
    "a key that is none": (rink(key="冰 场"), "key must be an identifier"),
    "two calculators of one name": (rink(calculators=(RENT, RENT)), "rent comes twice"),
    "two departments of one label": (plugin(departments=(RINK, RINK)), "冰场 comes twice"),
    "a field of another's name": (rink(fields=(replace(FIELDS[0], name="opened"), *FIELDS[1:])), "the name must begin with rink_"),
    "a field of the event's name": (
        plugin(departments=(Department("reported", "上报", fields=(Field("reported_at", "时间"),)),)),
        "taken by EVENT_FIELDS",
    ),
    "a field in a column of its own": (rink(fields=(replace(FIELDS[0], kept=Kept.COLUMN), *FIELDS[1:])), "kept must be Kept.EXTRA"),
    "a header of the event's": (
        rink(fields=(replace(FIELDS[0], synonyms=("登记时间",)), *FIELDS[1:])),
        "登记时间 is taken by EVENT_FIELDS",
    ),
    "a question for ethnicity": (rink(fields=(*FIELDS, Field("rink_who", "民族", kept=Kept.EXTRA))), "民族 must not be asked for"),
    "a phone that is not masked": (rink(fields=(*FIELDS, Field("rink_phone", "场馆手机", kept=Kept.EXTRA))), "must be sensitive"),
    "a person that is not masked": (rink(fields=(*FIELDS, Field("rink_who", "场主", Kind.PERSON, kept=Kept.EXTRA))), "must be sensitive"),
    "a range of nothing": (calculator(fields=(DAYS, replace(PRICE, least=20_000))), "least 20000 is more than most 10000"),
    "a choice without choices": (rink(fields=(replace(FIELDS[3], choices=()), *FIELDS[:3])), "a choice needs choices"),
    "a choice that comes twice": (rink(fields=(replace(FIELDS[3], choices=("室内", "室内")), *FIELDS[:3])), "室内 comes twice"),
    "a table without columns": (calculator(fields=(DAYS, PRICE, Field("rows", "明细", Kind.TABLE))), "a table has columns"),
    "a need that is no field": (calculator(needs=("days",)), "needs names 'days', which is no field"),
    "a statistic by a day that is none": (calculator(statistics={"price": "count"}), "which is number, not day"),
    "a statistic that is no money": (calculator(statistics={"count": "price"}), "statistic count must be Kind.MONEY"),
    "a statistic spared that is none": (calculator(spared=frozenset({"price"})), "spared price is no statistic"),
    "a take of another kind": (calculator(takes={"price": "rink_people"}), "which is number, not money"),
    "a clock of a field that is none": (rink(clocks=(replace(CLOCK, start="rink_open"),)), "start names 'rink_open', which is no field"),
    "a clock that starts with a number": (rink(clocks=(replace(CLOCK, start="rink_people"),)), "not day or time"),
    "a clock without a source": (rink(clocks=(replace(CLOCK, source=""),)), "needs the source"),
    "a clock that an event has already": (rink(clocks=(replace(CLOCK, name="签收"),)), "has a clock of that name"),
    "a clock for a choice that is none": (rink(clocks=(replace(CLOCK, when={"rink_kind": ("水上",)}),)), "水上, which cannot be chosen"),
    "a sum of what is no money": (rink(indicators=(Indicator("钱", Counted.MONEY, "rink_people"),)), "which is number, not money"),
    "a sum of nothing": (rink(indicators=(Indicator("人", Counted.PEOPLE),)), "names '', which is no field"),
    "a duty without a unit": (plugin(duties=(Duty("冰场", "文体", ""),)), "must be filled in"),
    "a duty with a limit that is none": (plugin(duties=(Duty("冰场", "文体", "文体站", limit="马上"),)), "'马上' is no limit"),
    "a score item of no weight": (plugin(score_items=(replace(ITEM, weight=0),)), "needs a weight above 0"),
    "a scheme with an item twice": (plugin(schemes=(Scheme("试行", (ITEM, ITEM)),)), "随手拍 comes twice"),
    "a reader that no child can call": (plugin(readers=(Reader("冰", (".ice",), lambda path: []),)), "must be a function of a module"),
    "a reader of an ending without a dot": (plugin(readers=(Reader("冰", ("ice",), breaks),)), "begin with a dot"),
    "arithmetic that breaks": (calculator(work=breaks), "fails on {'count': "),
    "arithmetic that returns no paper": (calculator(work=lambda told: 7), "int ≠ Reckoning"),
    "arithmetic with half a 分": (calculator(work=lambda told: Reckoning((Line("租金", amount=0.5),))), "amount is 0.5, not int or None"),
    "arithmetic that says another thing twice": (calculator(work=unsteady), "something else the second time"),
    "arithmetic that refuses all": (calculator(work=refuse), "refuses all of 200 attempts"),
    "a line without a label": (calculator(work=lambda told: Reckoning((Line(""),))), "lines without labels"),
    "a paper that breaks": (rink(documents=(replace(SLIP, build=breaks),)), "document rink.slip raises ZeroDivisionError"),
    "a paper for full dossiers only": (
        plugin(documents=(Document("a", "甲", lambda told: Paper("甲", (told.values["no"],))),)),
        "document event.a raises KeyError: 'no'",
    ),
    "a paper with a crooked table": (
        rink(documents=(replace(SLIP, build=lambda told: Paper("甲", (Grid(("一", "二"), (("一",),)),))),)),
        "rows of another length",
    ),
    "a lacking that is a text": (rink(documents=(replace(SLIP, lacking=lambda told: "人数"),)), "what is lacking of document rink.slip"),
    "a report that breaks": (plugin(reports=(ReportKind("a", "甲", lambda *_: 1 // 0),)), "report a raises"),
    "a report with ragged rows": (plugin(reports=(ReportKind("a", "甲", empty_report),)), "the sheet 一 has rows of another length"),
    "a command that breaks": (plugin(commands=(Command("a", "甲", lambda *_: 1 // 0),)), "command a raises"),
    "a score item that says a word": (plugin(score_items=(replace(ITEM, judge=lambda life: "是"),)), "is '是', not bool or None"),
    "a suggester that breaks": (plugin(suggestions=(Suggester("甲", breaks),)), "suggester 甲 raises"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_the_contract_is_named(name):
    made, reason = BROKEN[name]
    assert any(reason in each for each in told(made)), told(made)


def test_a_failure_is_told_with_as_little_filled_in_as_it_needs():
    def fails(told):
        return breaks(told) if told.number("count") == DAYS.most else work(told)

    more = Field("more", "备注")
    (found,) = told(calculator(fields=(DAYS, PRICE, more), work=fails))
    assert "{'count': '1000', 'price': " in found
    assert "more" not in found


def test_a_refusal_is_no_failure():
    def choosy(told):
        if told.number("count") > 10:
            raise told.wrong("count", "太多")
        return work(told)

    assert told(calculator(work=choosy)) == []


def test_samples_are_what_the_ledger_would_hold(office):
    given = filled(FIELDS)
    assert event(given).extra == given
    assert event(given).state == "处置中"
    assert life(given).event.known["rink_kind"] in {"室内", "室外"}
    assert dossier(FIELDS, given).text("rink_people") == str(given["rink_people"])
    assert reckoned(RENT, {"天数": "3", "单价": "2.50"}).total == 750


def test_a_shelf_has_its_events_and_no_other():
    shelf, query = Shelf(life({"unit": "冰场"})), None
    assert (shelf.count(query), Shelf().count(query)) == (1, 0)
    assert [each.no for each in shelf.each(query)] == [shelf.page(query).events[0].no] == [shelf.event("WG202611200001").no]
    assert shelf.facets("unit") == (("冰场", 1),)
    with pytest.raises(WanggeError, match="WG9"):
        shelf.event("WG9")


def test_nothing_is_called_of_a_plugin_whose_declarations_do_not_hold():
    called = []
    assert told(calculator(needs=("days",), work=called.append)) == ["calculator rent: needs names 'days', which is no field"]
    assert not called


def test_what_the_contract_lets_pass_the_manager_loads(monkeypatch):
    monkeypatch.setattr(manager.importlib, "import_module", lambda _: rink())
    (brought,) = manager.load(["rink"]).plugins
    assert (brought.trouble, brought.brings) == ("", "部门：冰场")
