"""Cell values: marks that make text are no part of a value; a destroyed number and a picture are no value, and are named."""

from __future__ import annotations

import pytest

from importers.cell_values import Lost, bare
from importers.readers import read_csv


@pytest.mark.parametrize("cell", ['="001"', "'001", "\t001", ' ="001"', "‘001", "'001\t", '="""001"""', "=001"])
def test_a_mark_that_makes_digits_text_is_no_part_of_them(cell):
    assert str(bare(cell)).strip('\t"') == "001"


@pytest.mark.parametrize(
    "cell", ["001", "'路灯'坏了", "=1+1 路灯坏了", "A1", "2026-11-05", "-", "1.5", 999_999_999_999_999, 12.5, True, "3E5", "E+"]
)
def test_what_needs_no_mending_is_the_very_cell(cell):
    assert bare(cell) is cell


@pytest.mark.parametrize(
    "cell",
    [
        2.0261105e16,
        20261105000012345,
        10**15,
        -1e17,
        "2.02611E+16",
        "1.38E+10",
        "1e+15",
        "2,02611E+16",
        '="1.38E+10"',
        "1.3800000001E10",
        "20261105000012344.0",
    ],
)
def test_a_number_that_a_spreadsheet_has_rounded_is_lost(cell):
    assert bare(cell) is Lost.NUMBER


def test_a_number_as_pandas_writes_it_is_the_number():
    assert bare("13800000001.0") == "13800000001"


def planned(office, tmp_path, text):
    path = tmp_path / "来件.csv"
    path.write_text(text, encoding="utf-8")
    return office.planner.plan(path, office.clock())


def test_an_order_whose_number_is_destroyed_is_not_taken_and_a_destroyed_phone_is_no_value(office, tmp_path):
    made = planned(
        office, tmp_path, "工单编号,内容,联系电话,证件号\n2.02611E+16,路灯不亮,13800000001,x\nGD2,井盖破了,1.38E+10,1.10101E+17\n"
    )
    assert [row.verdict.value for row in made.rows] == ["error", "new"]
    assert (made.rows[1].values.keys() & {"caller_phone"}, dict(made.rows[1].extra)) == (set(), {})
    assert [(problem.row, problem.column, problem.fatal) for problem in made.problems] == [
        (2, "工单编号", True),
        (3, "联系电话", False),
        (3, "证件号", False),
    ]


def test_the_same_order_is_known_however_its_number_was_made_text(office, tmp_path):
    for first, number in enumerate(("0020261105001", '="0020261105001"', "'0020261105001", "\t0020261105001")):
        made = planned(office, tmp_path, f"工单编号,内容,上报时间\n{number},路灯不亮,2026-11-05\n")
        assert made.rows[0].verdict.value == ("same" if first else "new")
        office.ledger.commit_import(made, office.actor(via="import"))


def test_pictures_are_named_by_cell_or_by_column_and_never_kept(office, tmp_path):
    made = planned(office, tmp_path, '工单编号,内容,处理结果,照片\nGD1,路灯不亮,"=DISPIMG(""a"",1)","=DISPIMG(""b"",1)"\n')
    assert "DISPIMG" not in repr(made.rows)
    assert {(problem.row, problem.column, problem.fatal) for problem in made.problems} == {(2, "处理结果", False), (0, "照片", False)}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("sep=|\r\na|b,c\r\n1|2,3\r\n", [["a", "b,c"], ["1", "2,3"]]),
        ("sep=;\na;b\n1;2,3,4\n", [["a", "b"], ["1", "2,3,4"]]),
        ("a,b\n1,x;y;z;w\n2,x;y;z;w\n", [["a", "b"], ["1", "x;y;z;w"], ["2", "x;y;z;w"]]),
        ('="编号",="内容"\n="001",="坏了，""晃"",停电"\n', [["编号", "内容"], ["001", '坏了，"晃",停电']]),
        ("标题\na;b\n1;2,3,4,5\n", [["标题"], ["a", "b"], ["1", "2,3,4,5"]]),
    ],
)
def test_a_line_of_its_own_or_what_every_line_holds_says_what_parts_the_cells(tmp_path, text, rows):
    (tmp_path / "a.csv").write_text(text, encoding="utf-8", newline="")
    assert read_csv(tmp_path / "a.csv")[0].rows == rows
