"""Make the demo's sample files (`make samples`): invented people and matters, the mess of real files.

A 12345 workbook with a title, a two-row header, merged cells and a 合计 row; a grid worker's csv in GBK; an old .xls with a column that the
ledger has no place for. Needs xlwt for the last one.
"""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path

SAMPLES = Path(__file__).parent.parent / "console" / "samples"
COMMUNITIES = ("东园社区", "学府社区", "河滨社区", "老街社区")

HOTLINE = [
    ("工资", "劳动争议", "我在{place}做装修，老板拖欠八月、九月工资共12000元，一直说等工程款，请帮忙协调。"),
    ("噪音", "噪音扰民", "{place}工地夜间施工噪音很大，晚上十一点还在打桩，影响孩子休息。"),
    ("漏水", "邻里纠纷", "{place}楼上卫生间漏水，把我家天花板泡坏了，楼上邻居不肯修。"),
    ("退款", "消费纠纷", "在{place}健身房办了年卡，现在门店关门，要求退款没人理。"),
    ("路灯", "设施破损", "{place}门口路灯三盏不亮，老人晚上走路看不清，已经半个月。"),
    ("垃圾", "暴露垃圾", "{place}后面垃圾堆放没人清运，异味很大，苍蝇多。"),
    ("占道", "占道经营", "{place}早上摊贩占道经营，消防车都进不来。"),
    ("物业", "物业管理", "{place}电梯坏了一周，物业说没钱修，业委会也联系不上。"),
    ("飞线", "消防隐患", "{place}三单元有人飞线给电动车充电，楼道里堆满杂物，存在消防隐患。"),
    ("狗", "邻里纠纷", "{place}邻居养大狗不牵绳，昨天差点咬到小孩。"),
    ("井盖", "设施破损", "{place}路口井盖破损下沉，电动车经过时颠簸，容易摔倒。"),
    ("社保", "劳动争议", "在{place}超市上班一年多没有缴社保，辞退我也不给补偿。"),
]
PLACES = ("阳光花园3栋", "翠湖小区南门", "人民路128号", "金桂苑7栋", "学府路菜场", "和平街45号", "碧水湾二期", "解放路路口")
CALLERS = ("陈某", "林女士", "黄先生", "不愿提供", "郑某", "何女士", "罗先生")


def hotline(path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "工单明细"
    sheet["A1"] = "东街街道12345工单汇总表（2025年10月）"
    sheet.merge_cells("A1:K1")
    sheet["A1"].font = Font(size=16, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet["A2"] = "填报单位（盖章）：东街街道网格中心"
    sheet.merge_cells("A2:F2")
    sheet["G2"] = "填报时间：2025年10月31日"
    sheet.merge_cells("G2:K2")
    top = ["序号", "工单编号", "来电时间", "来电人", "联系电话", "诉求内容", "类别", None, "社区", "诉求地址", "办理时限"]
    below = [None, None, None, None, None, None, "一级分类", "二级分类", None, None, None]
    sheet.append(top)
    sheet.append(below)
    for column in "ABCDEFIJK":
        sheet.merge_cells(f"{column}3:{column}4")
    sheet.merge_cells("G3:H3")
    start = datetime(2025, 10, 9, 8, 12)
    rows = []
    for number in range(46):
        word, kind, text = HOTLINE[number % len(HOTLINE)]
        place = PLACES[(number * 3 + number // 24) % len(PLACES)]
        at = start + timedelta(minutes=397 * number)
        category = "矛盾纠纷" if kind in {"劳动争议", "邻里纠纷", "消费纠纷", "物业管理"} else "市容环境"
        phone: object = f"1380000{1000 + number * 7}"
        if number % 5 == 0:
            phone = int(str(phone))
        shown: object = at if number % 3 else at.strftime("%Y.%m.%d %H:%M")
        limit = (at + timedelta(days=7)).replace(hour=17, minute=30)
        rows.append(
            [
                number + 1,
                f"12345-{at:%Y%m%d}-{number + 101:04d}",
                shown,
                CALLERS[number % len(CALLERS)],
                phone,
                text.format(place=place),
                category if word != "社保" else None,
                kind,
                COMMUNITIES[number * 4 // 46],
                place,
                limit,
            ]
        )
    for again, first in ((20, 8), (33, 2)):  # the same caller rings again
        for column in (3, 4, 5, 9):
            rows[again][column] = rows[first][column]
    last, first_row = "", 5
    for place, row in enumerate(rows):
        sheet.append(row)
        line = 5 + place
        if row[8] != last:
            if last and line - 1 > first_row:
                sheet.merge_cells(f"I{first_row}:I{line - 1}")
            last, first_row = str(row[8]), line
    sheet.merge_cells(f"I{first_row}:I{4 + len(rows)}")
    sheet.append(["合计", None, None, None, None, f"共{len(rows)}件"])
    sheet.append([None, "审核人：", None, None, "制表人："])
    for column, width in zip("ABCDEFGHIJK", (6, 22, 18, 10, 14, 60, 12, 12, 12, 18, 18), strict=True):
        sheet.column_dimensions[column].width = width
    book.save(path)


def grid_workers(path: Path) -> None:
    workers = (
        ("王桂花", "东园一网格"),
        ("李建国", "东园二网格"),
        ("周晓梅", "学府一网格"),
        ("吴海涛", "河滨一网格"),
        ("dj9927a", "老街一网格"),
    )
    matters = (
        ("暴露垃圾", "巡查发现{place}有装修垃圾堆放，已联系物业清运。", True),
        ("设施破损", "{place}护栏变形，需市政维修。", False),
        ("邻里纠纷", "{place}两户因晾衣滴水争吵，现场劝和，双方同意错开时间。", True),
        ("消防隐患", "{place}楼道堆放纸箱，当场清理并提醒住户。", True),
        ("占道经营", "{place}水果摊占用盲道，劝离后又返回。", False),
        ("物业管理", "{place}居民反映停车费涨价没有公示。", False),
    )
    start = datetime(2025, 10, 10, 9, 5)
    with path.open("w", encoding="gb18030", newline="") as file:
        out = csv.writer(file)
        out.writerow(["序号", "上报时间", "上报人", "所属社区", "所属网格", "事件类别", "事件内容", "发生地点", "处理情况", "办结时间"])
        for number in range(24):
            worker, grid = workers[number % len(workers)]
            kind, text, done = matters[number % len(matters)]
            place = PLACES[(number * 5 + 1) % len(PLACES)]
            at = start + timedelta(hours=17 * number)
            end = at + timedelta(minutes=35 + number)
            out.writerow(
                [
                    number + 1,
                    f"{at:%Y}年{at.month}月{at.day}日 {at:%H:%M}",
                    worker,
                    COMMUNITIES[number % 4],
                    grid,
                    kind,
                    text.format(place=place),
                    place,
                    "现场处理完毕" if done else "",
                    f"{end:%Y.%m.%d %H:%M}" if done else "",
                ]
            )


def disputes(path: Path) -> None:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("排查台账")
    sheet.write_merge(0, 0, 0, 9, "2025年10月矛盾纠纷排查化解台账")
    heads = ["编号", "登记日期", "社区", "当事人", "民族", "联系电话", "纠纷类型", "简要情况", "涉及金额", "责任单位"]
    for column, head in enumerate(heads):
        sheet.write(1, column, head)
    style = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm")
    texts = (
        ("邻里纠纷", "张三家与隔壁因排水沟堵塞多次争吵，涉及两户五人。", "司法所"),
        ("劳动争议", "某餐饮店六名员工反映拖欠工资两个月，要求集体协商。", "劳动监察中队"),
        ("物业管理", "小区业主与物业因公共收益分配产生矛盾，要求公示账目。", "社区建设办"),
        ("消费纠纷", "家长与培训机构因退费发生纠纷，已到窗口两次。", "市场监管所"),
    )
    start = datetime(2025, 10, 13, 9, 30)
    for number in range(12):
        kind, text, unit = texts[number % 4]
        row = [
            f"MDJF2025{number + 1:04d}",
            start + timedelta(hours=26 * number),
            COMMUNITIES[number % 4],
            f"{'赵钱孙李'[number % 4]}某",
            "汉",
            f"1390000{2000 + number}",
            kind,
            f"{COMMUNITIES[number % 4]}{number + 3}幢：{text}",
            1000 + 500 * number,
            unit,
        ]
        for column, value in enumerate(row):
            sheet.write(2 + number, column, value, style) if isinstance(value, datetime) else sheet.write(2 + number, column, value)
    sheet.write(14, 0, "合计")
    sheet.write(14, 8, 45000)
    sheet.write(15, 0, "填表人：")
    book.save(str(path))


if __name__ == "__main__":
    SAMPLES.mkdir(exist_ok=True)
    hotline(SAMPLES / "12345工单_2025年10月.xlsx")
    grid_workers(SAMPLES / "网格员上报_2025年10月.csv")
    disputes(SAMPLES / "矛盾纠纷台账_2025年10月.xls")
