"""The script that works through a session of triage for the benchmark: it counts the keys that a clerk would press, and decides as people did."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from console.office import Office
from wangge.actor import Actor
from wangge.lifecycle import ONE_KEY_DISPATCH
from wangge.query import parse

KINDS = {"灯杆歪": "灯杆", "狗叫": "犬只", "水管裂": "水管", "砖块松": "铺装", "树枝断": "树木", "墙皮掉": "墙面"}


@pytest.fixture
def session(monkeypatch):
    """The benchmark's module, as its folder imports it."""
    monkeypatch.syspath_prepend(Path(__file__).parent.parent / "benchmarks")
    import session as module

    yield module
    for name in ("session", "run"):
        sys.modules.pop(name)


@pytest.fixture
def versed(office: Office, clerk: Actor) -> Office:
    """An office that has sent six kinds of matters to a unit each, eight times."""
    for at, (words, kind) in enumerate(KINDS.items()):
        made = [office.ledger.register({"text": f"{words}{sign}", "source": "窗口来访"}, clerk) for sign in "东南西北上下前后"]
        given = {"category": "市容环境", "subcategory": kind, "unit": f"第{at}队"}
        office.ledger.act_many([each.no for each in made], ONE_KEY_DISPATCH, clerk, given)
    while office.ledger.habits_pending(5):
        pass
    return office


def arrived(office: Office, clerk: Actor, text: str) -> str:
    return office.ledger.register({"text": text, "source": "窗口来访"}, clerk).no


def decided(kind: str, unit: str) -> dict[str, str]:
    return {"类别": f"市容环境 / {kind}", "单位": unit}


async def test_each_event_counts_the_keys_that_it_takes_and_is_decided_as_people_did(session, versed, clerk):
    right = {
        arrived(versed, clerk, "灯杆歪了"): decided("灯杆", "第0队"),
        arrived(versed, clerk, "狗叫得凶"): decided("犬只", "第3队"),
        arrived(versed, clerk, "水管裂了"): decided("树木", "第2队"),
    }
    done = await session.work(versed, right)
    # Enter; the digit of the part, the number in its list, Enter, and Enter
    assert [each.keys for each in done] == [1, 4, 4]
    assert [list(each.places) for each in done] == [[], ["单位"], ["类别"]]
    assert all(1 < at <= session.NUMBERED for each in done for at in each.places.values())
    for no, wanted in right.items():
        event = versed.queries.event(no)
        assert {"类别": f"{event.text('category')} / {event.text('subcategory')}", "单位": event.text("unit")} == wanted
    assert not list(versed.queries.each(parse("状态:待受理", versed.catalogue.fields())))


async def test_what_stands_far_down_a_list_is_found_by_initials(session, versed, clerk):
    no = arrived(versed, clerk, "灯杆歪了")
    (worked,) = await session.work(versed, {no: decided("灯杆", "综合执法中队")})
    assert worked.places["单位"] > session.NUMBERED
    assert 4 <= worked.keys <= len("2") + len("zhzfzd") + len(("enter", "enter"))
    assert versed.queries.event(no).text("unit") == "综合执法中队"


async def test_what_cannot_be_chosen_is_left_and_counted(session, versed, clerk):
    no = arrived(versed, clerk, "灯杆歪了")
    (worked,) = await session.work(versed, {no: decided("从没有过的一类", "第0队")})
    assert worked.left
    assert worked.places == {"类别": 0}
    assert versed.queries.event(no).state == "待受理"


def test_the_figures_say_keys_and_shares(session):
    done = [
        session.Worked(1),
        session.Worked(1),
        session.Worked(4, {"单位": 2}),
        session.Worked(9, {"类别": 12, "单位": 3}),
        session.Worked(3, {"类别": 0}, left=True),
    ]
    lines = list(session.figures(done))
    assert lines == [
        "5 events, 1 left",
        "keys: median 3, mean 3.60, 90 % 7",
        "taken with one Enter 0.400",
        "类别 as suggested 0.600, of the first three 0.600",
        "单位 as suggested 0.600, of the first three 1.000",
        "both as suggested 0.400, of the first three 0.600",
    ]


def test_the_sample_is_the_same_whatever_the_order_and_takes_of_every_kind(session):
    rows = [{"事件编号": f"N{at}", "二级分类": "甲" if at % 4 else "乙", "办结职能科室/部门": "所"} for at in range(80)]
    rows += [{"事件编号": "blank", "二级分类": "", "办结职能科室/部门": "所"}]
    taken = session.drawn(rows, 20)
    assert taken == session.drawn(rows[::-1], 20)
    assert sum(row["二级分类"] == "乙" for row in taken) == 5


def test_nothing_of_the_outcome_is_among_what_arrives(session):
    assert not {"二级分类", "事件类型", "办结职能科室/部门", "处置结果", "事件状态", "办结时间", "事件级别", "标注类型"} & set(
        session.ARRIVING
    )
