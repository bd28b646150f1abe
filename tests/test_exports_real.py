"""A district's real export of May 2025: what its month report must print, recounted from the file by other means."""

import csv
import os
from collections import Counter
from datetime import datetime
from math import ceil
from pathlib import Path
from runpy import run_path
from statistics import median
from types import SimpleNamespace

import pandas as pd
import pytest
from python_calamine import load_workbook

from exports.month import month_report
from exports.xlsx import write_report
from wangge.catalogue import MonthRequest
from wangge.settings import Settings
from wangge.sheets import Figure, value_of
from wangge.times import from_wall

pytestmark = pytest.mark.needs("data")

kit = SimpleNamespace(**run_path(str(Path(__file__).with_name("exports_ledger.py"))))
COLUMNS = {
    "事件编号": "external_no",
    "事件描述": "text",
    "区县名称": "district",
    "镇街名称": "street",
    "村社名称": "community",
    "网格名称": "grid",
    "事件级别": "tier",
    "事件类型": "category",
    "二级分类": "subcategory",
    "四条跑道": "lane",
    "事件详细状态": "state",
    "上报时间": "reported_at",
    "最后派发时间": "dispatched_at",
    "最后受理时间": "signed_at",
    "办结时间": "done_at",
    "处置结果": "result",
    "办结职能科室/部门": "done_unit",
    "上报人": "worker",
    "网格类型": "source",
}
SETTINGS = Settings(name="区社会治理中心")
CUT = datetime(2025, 6, 1)


def clock(text):
    return datetime.strptime(text, "%d/%m/%y %H:%M")


@pytest.fixture(scope="module")
def file():
    folder = os.environ.get("WANGGE_REAL_DATA")
    if not folder:
        pytest.skip("WANGGE_REAL_DATA is not set")
    path = Path(folder) / "haishu-grid" / "海曙区事件-11镇街.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [{name: value.strip() for name, value in row.items()} for row in csv.DictReader(lines)]


@pytest.fixture(scope="module")
def ledger(file):
    made = kit.MemoryLedger(settings=SETTINGS)
    for number, row in enumerate(file, start=1):
        values = {"no": f"WG202505{number:04}"}
        for header, name in COLUMNS.items():
            if row[header]:
                values[name] = from_wall(clock(row[header])) if name.endswith("_at") else SETTINGS.value(name, row[header])
        if not row["二级分类"]:
            values["missing"] = "二级分类"
        made.enter(values, kit.at("2025-07-01 09:00"))
    return made


@pytest.fixture(scope="module")
def report(ledger):
    return month_report(ledger, SETTINGS, kit.CATALOGUE, MonthRequest("2025-05"))


@pytest.fixture(scope="module")
def recount(file):
    """The file by pandas: who was done by the end of May, by the rule that a later dispatch of an open event takes its claim back."""
    table = pd.DataFrame(file)
    for header in ("上报时间", "最后派发时间", "办结时间"):
        table[header] = pd.to_datetime(table[header], format="%d/%m/%y %H:%M", errors="coerce")
    ended = table["事件详细状态"].isin(["归档", "区县科室办结"])
    table["done"] = (ended & (table["办结时间"] < CUT)).astype(int)
    table["open"] = 1 - table["done"]
    table["new"] = 1
    return table


def counts(report, name):
    """A facet sheet as new, done and open by key."""
    return {key: tuple(values[:3]) for key, values in kit.lines(kit.sheet(report, name)).items()}


def by(recount, *headers):
    sums = recount.groupby(list(headers) if len(headers) > 1 else headers[0])[["new", "done", "open"]].sum()
    return {key: tuple(int(each) for each in row) for key, *row in sums.itertuples()}


def test_the_overview_prints_the_known_figures(report):
    figures = {name: value for name, (value, _) in kit.lines(kit.sheet(report, "总体情况")).items()}
    assert figures["上月结转"] is None
    assert [figures[name] for name in ("新增", "重开", "办结", "期末未结")] == [4414, 0, 4237, 177]
    assert [figures[name] for name in ("并案", "作废", "撤回", "转出", "不予受理", "不予立案")] == [0] * 6
    assert f"{figures['月末办结率']:.1%}" == "96.0%"
    assert figures["截至目前办结或归档"] == 4402
    assert f"{figures['截至目前办结率']:.1%}" == "99.7%"
    assert round(figures["首次办结用时中位数（小时）"], 1) == 6.1
    assert round(figures["首次办结用时P90（小时）"], 1) == 71.5
    assert (figures["首次办结用时超过7天"], figures["首次办结用时超过15天"]) == (51, 8)
    assert [figures[name] for name in ("按期办结率", "签收及时率", "返工率", "满意率")] == [None] * 4


def test_the_file_itself_gives_the_same_times(report, file):
    hours = sorted((clock(row["办结时间"]) - clock(row["上报时间"])).total_seconds() / 3600 for row in file if row["办结时间"])
    assert len(hours) == 4404
    figures = {name: value for name, (value, _) in kit.lines(kit.sheet(report, "总体情况")).items()}
    assert figures["首次办结用时中位数（小时）"] == median(hours)
    assert figures["首次办结用时P90（小时）"] == hours[ceil(len(hours) * 0.9) - 1]
    assert figures["首次办结用时超过7天"] == sum(each > 168 for each in hours)


def test_tiers_are_as_known(report):
    assert counts(report, "按处置层级") == {"三级": (2965, 2896, 69), "二级": (1353, 1253, 100), "四级": (96, 88, 8)}


def test_sources_are_as_known(report):
    assert {name: new for name, (new, _, _) in counts(report, "按来源").items()} == {
        "110非警务": 2946,
        "网格员": 906,
        "公安移交": 553,
        "督查交办": 6,
        "热线": 3,
    }


def test_streets_are_as_known_most_new_ones_first(report):
    assert list(counts(report, "按镇街").items()) == [
        ("集士港镇", (805, 796, 9)),
        ("高桥镇", (793, 753, 40)),
        ("古林镇", (675, 663, 12)),
        ("望春街道", (401, 372, 29)),
        ("江厦街道", (389, 354, 35)),
        ("南门街道", (334, 317, 17)),
        ("西门街道", (290, 280, 10)),
        ("白云街道", (284, 275, 9)),
        ("洞桥镇", (200, 199, 1)),
        ("月湖街道", (179, 172, 7)),
        ("鄞江镇", (64, 56, 8)),
    ]


def test_kinds_are_as_known(report):
    kinds = {kind: new for (_, kind), (new, _, _) in counts(report, "按类别").items()}
    assert len(kinds) == 31 + 1
    assert kinds["未填（待补）"] == 5
    known = {"消费纠纷": 1111, "经济纠纷": 733, "邻里纠纷": 551, "劳动人事（就业）纠纷": 384, "物业管理纠纷": 314, "债务纠纷": 237}
    assert list(kinds.items())[:6] == list(known.items())


def test_every_facet_agrees_with_a_recount_of_the_file(report, recount):
    assert counts(report, "按镇街") == by(recount, "镇街名称")
    tiers = SETTINGS.values["tier"]  # noqa: PD011 (a table of settings)
    assert counts(report, "按处置层级") == {tiers[key]: value for key, value in by(recount, "事件级别").items()}
    filled = recount.replace({"二级分类": {"": "未填（待补）"}, "村社名称": {"公众社区": "未落格"}})
    assert counts(report, "按类别") == by(filled, "事件类型", "二级分类")
    assert counts(report, "按社区") == by(filled, "镇街名称", "村社名称")
    finished = filled[filled["done"] == 1]
    units = {key: new for key, (new, _, _) in counts(report, "按承办单位").items() if key[1] != "未填（待补）"}
    assert units == {key: new for key, (new, _, _) in by(finished, "镇街名称", "办结职能科室/部门").items()}


def test_quality_is_as_known(report):
    assert {name: value for name, (value, *_) in kit.lines(kit.sheet(report, "质量")).items()} == {
        "只写指示未写结果": 313,
        "系统自动办结": 10,
        "5分钟内办结": 59,
        "未落格": 3508,
        "待补：二级分类": 5,
    }


def test_units_of_one_name_are_kept_apart_by_street(report):
    streets = Counter(unit for _, unit in counts(report, "按承办单位"))
    assert streets["综合治理办"] == 10


def test_every_query_of_the_report_lists_its_number(report, ledger):
    found = [cell for page in report.sheets for row in (*page.rows, page.total or ()) for cell in row if isinstance(cell, Figure)]
    asked = [figure for figure in found if figure.query]
    assert len(asked) > 700
    for figure in asked[:: len(asked) // 40]:
        assert len(ledger.listed(figure.query)) == figure.value, figure


def test_june_begins_with_what_may_left_open(ledger):
    june = month_report(ledger, SETTINGS, kit.CATALOGUE, MonthRequest("2025-06"))
    figures = {name: value for name, (value, _) in kit.lines(kit.sheet(june, "总体情况")).items()}
    assert (figures["上月结转"], figures["新增"], figures["办结"], figures["期末未结"]) == (177, 0, 165, 12)


def test_the_workbook_holds_the_same_figures(report, tmp_path):
    book = load_workbook(write_report(report, tmp_path / "月报.xlsx", datetime(2025, 6, 1, 9)))
    assert book.sheet_names == [page.name for page in report.sheets]
    for page in report.sheets:
        written = book.get_sheet_by_name(page.name).to_python()[3 : 3 + len(page.rows)]
        expected = [["—" if value_of(cell) is None else value_of(cell) for cell in row] for row in page.rows]
        assert len(written) == len(expected)
        for found, known in zip(written, expected, strict=True):
            assert found[: len(known)] == [pytest.approx(cell) if isinstance(cell, float) else cell for cell in known]
