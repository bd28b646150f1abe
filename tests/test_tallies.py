"""Counts: what the desk draws and 分布 unfolds is what the ledger lists, read in slices of bounded size."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from screens import console
from textual.content import Content

from console import charts, tallying
from console.screens.ledger import Ledger
from console.screens.tally import TallyScreen
from console.widgets.charts import AGE_LABELS, Charts, days
from db import tallies
from tests.ledger_tools import at, command, register
from wangge.lifecycle import ONE_KEY_DISPATCH, Action
from wangge.query import Filter, Literal, filter_text, parse
from wangge.tallies import AGES, GROUPINGS, PLACES, Branch, Day, Tally, band, query_of, tree

HERE = {"district": "东城区", "street": "东街街道"}
TODAY = date(2026, 11, 20)


@pytest.fixture
def placed(office, clerk):
    """Six events in three grids, one of them done, one overdue, one nowhere."""
    grids = [
        ("东园社区", "东园一网格"),
        ("东园社区", "东园一网格"),
        ("东园社区", "东园二网格"),
        ("河滨社区", "河滨一网格"),
        ("河滨社区", None),
    ]
    for number, (community, grid) in enumerate(grids):
        told = {"text": f"第{number}件", "source": "网格员", **HERE, "community": community, **({"grid": grid} if grid else {})}
        office.ledger.register(told, clerk, at=at(f"2026-11-{19 - number * 5 % 18:02} 09:00"))
    office.ledger.register({"text": "哪里都不是", "source": "热线"}, clerk, at=at("2026-11-20 09:00"))
    first = next(iter(office.queries.each(parse("第0件", office.catalogue.fields()))))
    office.ledger.act(first.no, Action.ANSWER, clerk, {"result": "已修好"})
    return office


def counted(office, grouping="grid", line=""):
    """All counts of a grouping."""
    (*_, (_done, _whole, found)) = tallying.counts(office, grouping, line)
    return found


def nodes(branch):
    yield branch
    for each in branch.below:
        yield from nodes(each)


def test_every_node_of_the_tree_counts_what_the_ledger_lists_for_its_query(placed):
    fields = tuple(placed.catalogue.fields())
    found = list(nodes(tree(counted(placed))))
    assert {branch.name for branch in found} >= {"东城区", "东街街道", "东园社区", "东园一网格", "河滨社区", None}
    for branch in found:
        line = query_of(PLACES, branch.key)
        listed = placed.queries.count(parse(line, fields))
        late = placed.queries.count(parse(f"{line} 时限:超期", fields))
        assert (branch.tally.total, branch.tally.overdue) == (listed, late), line


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_every_grouping_adds_up_to_the_whole_ledger(placed, grouping):
    assert sum(tally.total for tally in counted(placed, grouping).values()) == 6
    assert sum(tally.open for tally in counted(placed, grouping).values()) == 5


def test_what_is_past_its_due_time_and_open_is_overdue(placed, clerk, clock):
    for event in list(placed.queries.each(parse("状态:待受理", placed.catalogue.fields()))):
        placed.ledger.act(event.no, ONE_KEY_DISPATCH, clerk, {"unit": "司法所", "category": "矛盾纠纷"})
    assert sum(tally.overdue for tally in counted(placed).values()) == 0
    clock.forward(days=60)
    assert sum(tally.overdue for tally in counted(placed).values()) == 5
    assert counted(placed, "community")[(None, None, None)] == Tally(1, 1, 1)


def test_a_query_is_counted_instead_of_everything(placed):
    assert sum(tally.total for tally in counted(placed, "community", "社区:东园社区").values()) == 3


def test_slices_of_any_size_give_the_same_counts(placed, monkeypatch):
    whole, drawn = counted(placed), list(tallying.figures(placed))[-1]
    monkeypatch.setattr(tallies, "ROWS", 2)
    monkeypatch.setattr(tallies, "SOME", 1)
    assert counted(placed) == whole
    again = list(tallying.figures(placed))
    assert again[-1] == drawn
    assert len(again) > 10


def test_the_figures_are_those_of_the_days_and_of_the_open_events(placed):
    found = list(tallying.figures(placed))[-1]
    assert list(found.days) == [TODAY - timedelta(days=back) for back in reversed(range(tallying.DAYS))]
    assert found.days[TODAY] == Day(1, 1)
    assert found.days[date(2026, 11, 19)] == Day(1)
    assert sum(day.arrived for day in found.days.values()) == 6
    assert sum(day.closed for day in found.days.values()) == 1
    assert sum(found.ages) == sum(found.places.values()) == 5
    assert found.places == {"东园社区": 2, "河滨社区": 2, None: 1}


def test_no_slice_looks_through_all_events(placed):
    """Days and open events are ranges of an index, the rest ranges of row ids; SQLite says so."""
    asked = []
    connection = placed.ledger.store.connection()
    connection.set_trace_callback(asked.append)
    list(tallying.figures(placed))
    list(tallying.counts(placed, "grid"))
    connection.set_trace_callback(None)
    plans = {
        statement: [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")] for statement in asked if "events" in statement
    }
    assert len(plans) > tallying.DAYS
    for statement, plan in plans.items():
        assert not [line for line in plan if line.startswith(("SCAN events", "SCAN steps"))], (statement, plan)
    used = " ".join(line for plan in plans.values() for line in plan)
    for index in ("events_newest", "steps_at", "events_state", "INTEGER PRIMARY KEY"):
        assert index in used


def test_what_was_taken_back_is_in_no_count(placed, clerk):
    ref = placed.ledger.last_done(clerk)
    placed.ledger.undo(ref, clerk)
    event = register(placed, text="误登")
    placed.ledger.undo(f"S{event.version}", clerk)
    found = list(tallying.figures(placed))[-1]
    assert sum(day.arrived for day in found.days.values()) == sum(found.ages) == 6
    assert sum(day.closed for day in found.days.values()) == 0


def test_an_empty_ledger_counts_nothing_and_says_so(office, capsys):
    assert counted(office) == {}
    assert tree({}) == Branch((), Tally())
    assert list(tallying.figures(office))[-1].ages == [0] * len(AGES)
    office.close()
    assert command("--office", str(office.folder), "tally") == 0
    assert "没有符合的事件" in capsys.readouterr().out


def test_an_age_falls_into_the_band_that_its_label_names():
    assert len(AGE_LABELS) == len(AGES)
    assert [band(days) for days in (0, 3, 4, 7, 8, 15, 16, 30, 31, 4000)] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


@pytest.mark.parametrize("value", ["东园社区", "a b", 'say "x"', "“引”", "甲|乙", "-x", "1..2", "名:值"])
def test_a_value_is_found_again_by_the_term_that_is_written_for_it(office, value):
    (term,) = parse(filter_text("社区", value), office.catalogue.fields()).terms
    assert isinstance(term, Filter)
    assert [each.text for each in term.values if isinstance(each, Literal)] == [value]


def test_figures_that_still_grow_say_so(placed):
    first, *_, last = (str(Content.assemble(*days(found, 40, 2, charts.BLOCKS)[0])) for found in tallying.figures(placed))
    assert first.endswith(" …")
    assert last == "近30天　新增 6　办结 1"


def test_columns_rise_with_their_figures_and_a_small_one_is_still_seen():
    assert charts.columns([0, 1, 8, 16], 2, charts.BLOCKS) == ["   █", " ▁██"]
    assert charts.columns([0, 1, 100], 1, charts.BLOCKS) == [" ▁█"]
    assert charts.columns([0, 0], 2, charts.BLOCKS) == ["  ", "  "]


def test_bars_keep_their_width_and_a_small_one_is_still_seen():
    assert charts.bar(0, 10, 8, charts.BLOCKS) == ""
    assert charts.bar(10, 10, 8, charts.BLOCKS) == "█" * 8
    assert charts.bar(1, 1000, 8, charts.BLOCKS) == "▏"
    assert charts.parted(1, 4, 4, 8, charts.ASCII) == ("##", "------")
    assert charts.parted(0, 0, 0, 8, charts.ASCII) == ("", "")
    assert charts.bar(5, 10, 8, charts.ASCII).isascii()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=str)
async def test_the_desk_draws_its_charts_with_their_figures(placed, size):
    async with console(placed, size) as (_pilot, shown):
        text = await shown()
        for word in ("近30天　新增 6　办结 1", "未结　按天数", "3天内", "30天以上", "东园社区", "期限最近的", "10-22", "今天"):
            assert word in text, text
        assert "█" in text
        assert len(text.splitlines()) == size[1]


async def test_charts_are_ascii_where_the_office_wants_it(placed):
    (placed.folder / "wangge.toml").write_text('[office]\nname = "中心"\n[look]\nascii = true\n', encoding="utf-8")
    again = type(placed).open(placed.folder, placed.clock)
    async with console(again, (80, 24)) as (pilot, shown):
        await shown()
        drawn = str(pilot.app.screen.query_one(Charts).render())
        assert "#" in drawn
        assert not set("▁▂▃▄▅▆▇█▏▎▍▌▋▊▉░") & set(drawn)
        await pilot.press("ctrl+n")
        assert "#" in await shown() or "-" in await shown()
        assert "█" not in await shown()
    again.close()


async def test_charts_are_counted_again_only_when_the_ledger_has_moved(placed, clerk, monkeypatch):
    asked = []
    figures = tallying.figures
    monkeypatch.setattr(tallying, "figures", lambda office: asked.append(office) or figures(office))
    async with console(placed, (80, 24)) as (pilot, shown):
        await pilot.press("f5")
        assert "新增 6" in await shown()
        assert len(asked) == 1
        register(placed, text="又一件")
        await pilot.press("f5")
        assert "新增 7" in await shown()
        assert len(asked) == 2


async def test_the_tree_unfolds_and_enter_lists_the_place(placed):
    async with console(placed, (80, 24)) as (pilot, shown):
        await pilot.press("ctrl+n")
        text = await shown()
        assert "分布" in text
        assert "合计" in text
        assert "东园一网格" not in text
        await pilot.press("f4")
        text = await shown()
        assert "东园一网格" in text
        assert isinstance(pilot.app.screen, TallyScreen)
        while "东园一网格" not in (pilot.app.screen._current.name or ""):
            await pilot.press("down")
        await pilot.press("enter")
        text = await shown()
        assert isinstance(pilot.app.screen, Ledger)
        assert "第 1 / 共 2 件" in text
        await pilot.press("escape")
        await shown()
        assert pilot.app.screen._current.name == "东园一网格"
        await pilot.press("left")
        await shown()
        assert pilot.app.screen._current.name == "东园社区"
        await pilot.press("left")
        assert "东园一网格" not in await shown()
        await pilot.press("right")
        assert "东园一网格" in await shown()


async def test_the_tree_counts_another_span(placed):
    async with console(placed, (80, 24)) as (pilot, shown):
        await pilot.press("ctrl+n", "f7", "f7")
        text = await shown()
        assert "上月上报" in text
        assert "东园社区" not in text


def test_places_that_are_no_word_of_ours_are_shown_as_they_are(office, clerk):
    register(office, community="[b]=cmd|'/c'", grid='"东"“园”')
    assert counted(office)[(None, None, "[b]=cmd|'/c'", '"东"“园”')].total == 1
