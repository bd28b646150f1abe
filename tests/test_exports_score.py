"""The score report: every point can be traced to its rule and its events."""

from datetime import datetime

from python_calamine import load_workbook

from exports import score_sheet
from exports.score_sheet import score_report
from exports.xlsx import write_report
from wangge.score import ItemScore, LeftOut, MonthScores, Scheme, ScoreItem, WorkerScore

SCHEME = Scheme(
    "网格员月度计分",
    (
        ScoreItem("有效上报", 60, lambda life: True, "有效上报率 = 属实件 ÷ 上报件"),
        ScoreItem("满意率", 40, lambda life: None, "满意率 = 满意 ÷ 回访"),
    ),
)


def worker(name, total, hits, whole, events=(), satisfied=None):
    points = None if not whole else 60 * hits / whole
    items = (ItemScore("有效上报", 60, points, hits, whole, tuple(events)), satisfied or ItemScore("满意率", 40, None, 0, 0, ()))
    return WorkerScore(name, "东街街道", "一网格", total, items)


SCORES = (
    worker("张三", 100.0, 3, 3, ("WG1", "WG2", "WG3")),
    worker("李四", 100.0, 2, 2, ("WG4", "WG5"), ItemScore("满意率", 40, 40.0, 1, 1, ("WG4",))),
    worker("王五", 50.0, 1, 2, ("WG6", "WG7")),
    worker("赵六", None, 0, 0),
)


def made(scores=SCORES):
    return score_report(MonthScores(tuple(scores)), SCHEME, "东街街道", "2025-05")


def test_equal_scores_share_a_rank_and_no_evidence_has_none():
    page = made().sheets[0]
    assert [row[:2] for row in page.rows] == [(1, "张三"), (1, "李四"), (3, "王五"), (None, "赵六")]
    assert [column.label for column in page.columns][5:] == ["有效上报（60分）", "有效上报件数", "满意率（40分）", "满意率件数"]
    assert page.rows[2][4:] == (50.0, 30.0, "1/2", None, None)


def test_the_rules_say_who_had_no_evidence():
    page = made().sheets[1]
    assert [(row[0], row[1], row[3], row[4]) for row in page.rows] == [
        ("有效上报", 60, 3, "1 人没有凭据，不计此项"),
        ("满意率", 40, 1, "3 人没有凭据，不计此项"),
    ]
    assert page.rows[0][2] == "有效上报率 = 属实件 ÷ 上报件"
    assert page.total[1] == 100


def test_an_item_that_nobody_can_prove_is_said_to_have_dropped_out():
    assert made(SCORES[:1]).sheets[1].rows[1][4] == "全部没有凭据，本月不计此项"
    assert made(SCORES[:1]).sheets[1].rows[0][4] == "无"


def test_every_item_names_its_events():
    page = made().sheets[2]
    assert page.rows[0] == ("张三", "东街街道", "有效上报", "WG1")
    assert ("李四", "东街街道", "满意率", "WG4") in page.rows
    assert len(page.rows) == 8


def test_a_very_long_receipt_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr(score_sheet, "LONGEST", 5)
    page = made().sheets[2]
    assert len(page.rows) == 5
    assert "其余 3 行" in page.notes[1]


def test_a_month_without_scores_is_a_report_all_the_same(tmp_path):
    report = made(())
    assert [page.rows for page in report.sheets][::2] == [(), ()]
    path = write_report(report, tmp_path / "得分.xlsx", datetime(2025, 6, 1))
    assert load_workbook(path).sheet_names == ["得分", "计分说明", "明细", "未计分"]


def test_a_share_in_the_workbook_is_a_text_and_not_a_date(tmp_path):
    path = write_report(made(), tmp_path / "得分.xlsx", datetime(2025, 6, 1))
    assert load_workbook(path).get_sheet_by_name("得分").to_python()[5][6] == "1/2"


def test_who_is_in_no_score_stands_on_a_page_with_the_reason_and_the_counts_add_up():
    left = (LeftOut("", "东街街道", "由110非警务移送，上报人不是本中心的网格员", 5), LeftOut("dj9927a", "东街街道", "不是具名的人", 2))
    page = score_report(MonthScores(SCORES, left), SCHEME, "东街街道", "2025-05").sheets[-1]
    assert page.name == "未计分"
    assert [row[:3] for row in page.rows] == [("—", "东街街道", 5), ("dj9927a", "东街街道", 2)]
    assert page.total[2] == 7
