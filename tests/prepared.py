"""A prepared office: one centre on one Friday noon, with something in every queue and on every screen; made once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from console import coordination
from console.office import Office
from tests.conftest import NOON, StandingClock
from tests.island_tools import WHY, opened
from tests.ledger_tools import at, bring, planned
from wangge.actor import EVERY_ROLE, Actor
from wangge.directory import Department, Person, Place, Turn
from wangge.incident import Kind
from wangge.lifecycle import ONE_KEY_DISPATCH, Action
from wangge.records import Event
from wangge.times import moment

NAME = "东街街道综治中心"
OWNER = Actor("司法所", EVERY_ROLE, "司法所", "电话", "值班员")
LISTS: Mapping[type, tuple[str, tuple[object, ...]]] = {
    Place: (
        "组织",
        (
            Place("东城区", "区县"),
            Place("东城区/东街街道", "镇街"),
            *(Place(f"东城区/东街街道/{name}", "社区") for name in ("东社区", "西社区")),
            *(Place(f"东城区/东街街道/东社区/{name}", "网格") for name in ("第一网格", "第二网格")),
        ),
    ),
    Department: (
        "部门",
        (
            Department("司法所", "常驻", "0571-88000001"),
            Department("劳动监察中队", "轮驻", "0571-88000002"),
            Department("市政养护所", "随驻"),
        ),
    ),
    Turn: ("值班表", (Turn("司法所", "周五", "李四", "13812345678"), Turn("劳动监察中队", "周五", "单雄信", "13912345678"))),
    Person: (
        "人员",
        (
            Person("李四", "司法员", unit="司法所", phone="13812345678"),
            Person("单雄信", "网格员", "东社区", phone="13912345678"),
            Person("欧阳娜娜", "网格员", "西社区"),
        ),
    ),
}
MONTH = (
    ("楼道堆放杂物，堵住消防通道", "公共安全", "单雄信", "东社区", "第一网格", "2026-10-08 09:10"),
    ("广场舞音响扰民，多次劝说无效", "矛盾纠纷", "单雄信", "东社区", "第二网格", "2026-10-12 20:05"),
    ("井盖破损，电动车差点摔倒", "公共设施", "欧阳娜娜", "西社区", "第三网格", "2026-10-15 08:40"),
    ("雨后路面积水，老人出行不便", "公共设施", "欧阳娜娜", "西社区", "第三网格", "2026-10-21 07:55"),
)
"""What the grid workers reported last month."""


def made(folder: Path) -> None:
    """Make the office in `folder`."""
    clock = StandingClock(moment(at("2026-10-05 09:00")))
    office = opened(folder, clock)
    for kind, (name, values) in LISTS.items():
        office.ledger.set_list(name, kind, values, {"file": f"{name}.xlsx", "sha256": "0" * 64}, office.actor())
    _month(office, clock)
    _week(office, clock)
    _today(office, clock)
    clock.at = NOON
    caught_up(office)
    office.close()


def copied(source: Path, folder: Path, clock: StandingClock | None = None) -> Office:
    """A copy of an office, opened at noon."""
    shutil.copytree(source, folder)
    return Office.open(folder, clock or StandingClock())


def caught_up(office: Office) -> None:
    """Let no work be left that an idle console would do."""
    while office.ledger.index_pending() or office.ledger.clocks_pending() or office.ledger.habits_pending():
        pass


def act(office: Office, event: Event, what: Action, actor: Actor | None = None, **given: str) -> Event:
    return office.ledger.act(event.no, what, actor or office.actor(), given)


def register(office: Office, text: str, **given: str) -> Event:
    return office.ledger.register({"text": text, "source": "群众来电", **given}, office.actor())


def _month(office: Office, clock: StandingClock) -> None:
    """October: the workers' events, most of them closed; the month before begins with nothing open."""
    office.ledger.set_opening("2026-10", 0, office.actor())
    for place, (text, category, worker, community, grid, reported) in enumerate(MONTH):
        clock.at = moment(at(reported))
        told = {"category": category, "worker": worker, "community": community, "grid": grid, "source": "网格员"}
        event = register(office, text, street="东街街道", **told)
        clock.forward(hours=2)
        event = office.ledger.act(event.no, ONE_KEY_DISPATCH, office.actor(), {"unit": "司法所" if place < 2 else "市政养护所"})
        clock.forward(hours=3)
        act(office, event, Action.SIGN)
        if place < 3:
            clock.forward(hours=26)
            act(office, event, Action.DONE, OWNER, result="已当场清理，居民认可。")
            act(office, event, Action.CALL_BACK, satisfaction="满意")
            act(office, event, Action.CLOSE)


def _week(office: Office, clock: StandingClock) -> None:
    """This week: orders of the hotline, a labour case, an old petition, and an incident with its log."""
    clock.at = moment(at("2026-11-17 09:00"))
    rows = [
        planned(1, text="夜间施工噪音扰民，请查处", category="矛盾纠纷", reported_at=at("2026-11-16 22:10"), upstream_state="已签收"),
        planned(2, text="路灯不亮，夜间无法通行", category="公共设施", reported_at=at("2026-11-17 08:20"), upstream_state="待签收"),
    ]
    bring(office, rows, "12345工单_2026年11月.xlsx")
    done = office.queries.event("GD00001")
    office.ledger.act(done.no, ONE_KEY_DISPATCH, office.actor(), {"unit": "司法所"})
    act(office, done, Action.SIGN)
    clock.forward(hours=30)
    act(office, done, Action.DONE, OWNER, result="已约谈施工方，夜间不再施工，反映人认可。")
    case = register(
        office, "餐饮店拖欠四个月工资，想要调解", subcategory="劳动争议", category="矛盾纠纷", caller="王五", caller_phone="13700001234"
    )
    act(office, case, Action.OPEN_CASE, department="劳动争议", case_basis="主动调解")
    act(office, case, Action.FILL, labour_employer="某餐饮店", labour_wage="8000")
    old = register(office, "老旧小区加装电梯，多年信访未解决", category="信访事项")
    act(office, old, Action.CORRECT, petition_backlog="是", reason="列入积案")
    coordination.begin(office, "台风应对", "全街道", "消防、城管", None, office.actor())
    coordination.log(office, "台风应对", Kind.MEASURE, "已转移低洼处住户 12 人。", office.actor())


def _today(office: Office, clock: StandingClock) -> None:
    """This morning: what waits in triage and at the counter, and one that lies at a unit."""
    clock.at = moment(at("2026-11-20 08:40"))
    sent = register(
        office, "邻居装修漏水，天花板泡坏了", category="矛盾纠纷", community="东社区", caller="张三", caller_phone="13800001234"
    )
    office.ledger.act(sent.no, ONE_KEY_DISPATCH, office.actor(), {"unit": "司法所"})
    clock.forward(minutes=20)
    register(office, "楼上漏水，双方争执多日，请调解", community="东社区", place="解放路12号2幢", caller="张三", caller_phone="13800001234")
    clock.forward(minutes=20)
    register(office, "老板拖欠三个月工资", category="矛盾纠纷", community="西社区")
    clock.forward(minutes=20)
    register(office, "说不清的一件事", category="其他")
    for text, block in (("对拆迁补偿答复不服", "信访接待"), ("公司不给交社保", "劳动仲裁")):
        clock.forward(minutes=10)
        office.ledger.register({"text": text, "source": "窗口来访", "island_block": block, **WHY}, office.actor())
    office.ledger.register({"text": "咨询遗嘱公证怎么办", "source": "窗口来访"}, office.actor())
