"""The island's sheet of the month report, and its two papers: visits are counted on matters, and what is to be brought is told at one time."""

from __future__ import annotations

from console import island as front
from console import papers
from exports.month import month_report
from tests.island_tools import guided
from tests.ledger_tools import act, refused, register
from wangge.catalogue import MonthRequest
from wangge.lifecycle import Action
from wangge.sheets import Figure, Shape, shown, value_of


def sheet_of(office, month="2026-11"):
    report = month_report(office.queries, office.settings, office.catalogue, MonthRequest(month), office.now())
    (sheet,) = (each for each in report.sheets if each.name == "前岛")
    return sheet


def figures(office):
    return {row[0].strip(): value_of(row[1]) for row in sheet_of(office).rows}


def test_the_month_says_how_often_people_had_to_come(island):
    for visits in (1, 1, 2, 3, 5):
        event = guided(island, "信访接待")
        for _ in range(visits - 1):
            act(island, event, Action.VISIT)
        act(island, event, Action.ANSWER, result="已说明")
    register(island, source="群众来电")
    told = figures(island)
    assert [told[name] for name in ("接待事项", "一次办成", "两次办成", "三次以上办成")] == [5, 2, 1, 2]
    assert told["一次办成率"] == 0.4
    (rate,) = (row for row in sheet_of(island).rows if row[0] == "一次办成率")
    assert shown(rate[1], Shape.COUNT) == "40.0%"
    assert rate[3].startswith("2 ÷ 5")


def test_without_anything_done_there_is_no_rate(island):
    guided(island, "信访接待")
    (rate,) = (row[1] for row in sheet_of(island).rows if row[0] == "一次办成率")
    assert rate == Figure(None, Shape.RATE)


def test_the_month_says_where_people_were_guided(island):
    moved = guided(island, "信访接待")
    act(island, moved, Action.MOVE_BLOCK, island_block="联合调处", reason="是邻里纠纷")
    guided(island, "联合调处")
    act(island, register(island), Action.WAIVE, reason="当场说清")
    register(island)
    told = figures(island)
    assert {name: told[name] for name in ("信访接待", "联合调处", "无须导引", "待导引", "转板块")} == {
        "信访接待": 0,
        "联合调处": 2,
        "无须导引": 1,
        "待导引": 1,
        "转板块": 1,
    }
    blocks = front.known(island)
    assert sum(told[block] for block in blocks) + told["无须导引"] + told["待导引"] == told["接待事项"]


def test_nothing_is_added_up_by_person(island):
    for _ in range(4):
        guided(island, "信访接待", caller="张三", caller_phone="13812345678")
    told = str(sheet_of(island))
    assert not any(word in told for word in ("张", "138", "反映人"))
    assert "只数事，不数人" in told


def test_a_receipt_says_where_to_and_the_how_manieth_visit(island):
    event = guided(island, "信访接待", text="要求答复征地补偿", caller="张三")
    event = act(island, event, Action.VISIT)
    _, paper = papers.write(island, event, front.RECEIPT, island.actor())
    told = str(paper)
    assert all(word in told for word in ("接待回执", event.no, "信访接待", "为这件事第 2 次", "张三", "2026年11月20日"))
    nameless = guided(island, "公共法律", caller="不愿提供")
    told = str(papers.write(island, nameless, front.RECEIPT, island.actor())[1])
    assert "不愿提供" in told
    waived = act(island, register(island), Action.WAIVE, reason="当场说清")
    assert "无须导引：当场说清" in str(papers.write(island, waived, front.RECEIPT, island.actor())[1])


def test_a_receipt_waits_for_a_visit_and_a_block(island):
    assert "还没有导引" in str(refused("paper_lacking", front.receipt, island, register(island), island.actor()))
    call = act(island, register(island, source="群众来电"), Action.WAIVE, reason="电话里说清")
    assert "没有人来访过" in str(refused("paper_lacking", front.receipt, island, call, island.actor()))


def test_the_notice_lists_everything_once_with_the_way_without_a_network(island):
    event = guided(island, "联合调处")
    refused("paper_lacking", papers.write, island, event, front.NOTICE, island.actor())
    refused("action_needs", act, island, event, Action.ADVISE, island_service="申请人民调解", island_materials="1. 身份证件")
    given = {"island_service": "申请人民调解", "island_materials": "1. 身份证件\n2、合同\n收据", "island_offline": "到窗口口头申请"}
    event = act(island, event, Action.ADVISE, **given)
    _, paper = papers.write(island, event, front.NOTICE, island.actor())
    grid = next(block for block in paper.blocks if hasattr(block, "headers"))
    assert grid.rows == (("1", "身份证件", "□"), ("2", "合同", "□"), ("3", "收据", "□"))
    assert "到窗口口头申请" in str(paper)
