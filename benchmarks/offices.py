"""Offices of any size for benchmarks: invented events, made once a run in a temporary folder, or kept where WANGGE_BENCH_OFFICES says.

A million events take some minutes to make; with that folder they are made once.
"""

from __future__ import annotations

import atexit
import csv
import os
import random
import shutil
import tempfile
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path

from console.office import Office, create

ROOM = Path(tempfile.mkdtemp(prefix="wangge-bench-"))
atexit.register(shutil.rmtree, ROOM, ignore_errors=True)
KEPT = Path(os.environ.get("WANGGE_BENCH_OFFICES", "") or ROOM)

PART = 100_000
"""Rows of one file, and of one run through the same sixteen months."""
START = datetime(2024, 1, 1, 8)
KINDS = ("邻里纠纷", "劳动争议", "消费纠纷", "物业管理", "噪音扰民", "暴露垃圾", "占道经营", "设施破损")
WORDS = "反映该处居民多次投诉夜间噪音严重影响休息请相关部门尽快处理楼道堆放杂物电动车充电存在隐患物业未及时清运垃圾气味难闻路灯不亮井盖破损行人容易滑倒"
HEADERS = (
    "事件编号",
    "标题",
    "事件描述",
    "事件类型",
    "来源",
    "社区",
    "网格",
    "上报人",
    "联系电话",
    "发生地点",
    "上报时间",
    "办理时限",
    "承办单位",
    "事件状态",
    "处置结果",
    "满意度",
)


def rows(count: int, seed: int = 7, first: int = 0) -> list[list[str]]:
    """`count` invented rows of sixteen columns, numbered from `first`, the same for every run."""
    chance = random.Random(seed + first)
    made = []
    for number in range(first, first + count):
        at = START + timedelta(minutes=7 * (number % PART))
        kind = chance.choice(KINDS)
        text = (
            kind
            + "，"
            + "".join(chance.choices(WORDS, k=chance.randint(60, 160)))
            + f"，{chance.randint(1, 400)}号{chance.randint(1, 30)}室。"
        )
        made.append(
            [
                f"SJ{at:%Y%m%d}{number:07d}",
                f"{chance.randint(1, 400)}号{kind}",
                text,
                kind,
                chance.choice(("12345热线", "网格员巡查", "群众来访")),
                f"第{chance.randint(1, 12)}社区",
                f"第{chance.randint(1, 60)}网格",
                chance.choice("王李张刘陈杨赵黄") + chance.choice("伟芳娜敏静丽强磊") + chance.choice("军洋勇艳杰娟涛明"),
                f"138{chance.randint(10_000_000, 99_999_999)}",
                f"解放路{chance.randint(1, 400)}号",
                f"{at:%Y-%m-%d %H:%M:%S}",
                f"{at + timedelta(days=7):%Y-%m-%d %H:%M:%S}",
                chance.choice(("司法所", "综合执法中队", "市场监管所", "环卫站")),
                chance.choice(("待受理", "待派遣", "处置中", "已办结", "已归档")),
                "已到现场处置，反映人认可。",
                chance.choice(("满意", "基本满意", "不满意", "")),
            ]
        )
    return made


@cache
def workbook(count: int) -> Path:
    """A workbook of `count` rows."""
    from openpyxl import Workbook

    path = ROOM / f"{count}.xlsx"
    book = Workbook(write_only=True)
    sheet = book.create_sheet("事件")
    sheet.append(HEADERS)
    for row in rows(count):
        sheet.append(row)
    book.save(path)
    return path


@cache
def table(count: int, first: int = 0) -> Path:
    """A csv file of `count` rows, numbered from `first`."""
    path = ROOM / f"{first}-{count}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADERS)
        out.writerows(rows(count, first=first))
    return path


@cache
def office(count: int) -> Path:
    """An office with `count` events, its search index up to date."""
    kept = KEPT / f"office-{count}"
    if kept.exists():
        return kept
    folder = create(ROOM / f"office-{count}", "基准中心")
    opened = Office.open(folder)
    for first in range(0, count, PART):
        plan = opened.planner.plan(table(min(PART, count - first), first), opened.clock())
        opened.ledger.commit_import(plan, opened.actor())
    # what an idle console would do for some time is done already
    for pending in (
        partial(opened.ledger.index_pending, 5_000),
        partial(opened.ledger.clocks_pending, 5_000),
        opened.ledger.habits_pending,
    ):
        while pending():
            pass
    opened.close()
    return folder if KEPT == ROOM else Path(shutil.move(folder, kept))
