"""Short codes: the workbook, and what a code stands for."""

from __future__ import annotations

from wangge.listing import cell_text
from wangge.plans import Table
from wangge.shortcodes import COLUMNS, ShortCode, expand, from_json, read, report, suggest, to_json

HOME = ShortCode("jm2", "矛盾纠纷", "家庭纠纷", "东园社区", "二栋", text="家庭矛盾，上门了解")
LAMP = ShortCode("ld", "市容环境", unit="市政养护所", text="路灯不亮")


def table(*rows, headers=("短码", "类别", "二级分类", "社区", "地点", "承办单位", "内容")):
    return Table("短码", "", 1, tuple(headers), tuple((place, tuple(row)) for place, row in enumerate(rows, start=2)))


def test_a_workbook_is_read_code_by_code():
    rows = (
        ("JM2", "矛盾纠纷", "家庭纠纷", "东园社区", "二栋", None, "家庭矛盾，上门了解"),
        ("ｌｄ", "市容环境", "", "", "", "市政养护所", "路灯不亮"),
    )
    assert read([table(*rows)]) == ((HOME, LAMP), ())


def test_every_wrong_cell_and_every_clash_is_named():
    found, problems = read([table(("jm2", "甲"), ("JM2", "乙"), ("2jm", "丙"), ("x",), (None, "丁"), ("y", "己" * 201))])
    told = [(problem.row, problem.column, str(problem.message)) for problem in problems]
    assert told == [
        (4, "短码", "短码应是字母开头、10 个以内的字母和数字，如 jm2"),
        (6, "短码", "“短码”没有填"),
        (7, "类别", "有 201 字，最多 200 字"),
        (5, "短码", "这个短码什么也没有代表"),
        (3, "短码", "与第 2 行短码相同"),
    ]
    assert len(found) == 4


def test_a_workbook_without_rows_is_refused():
    assert [str(problem.message) for problem in read([table()])[1]] == ["没有一行短码"]


def test_a_code_is_known_however_wide_it_is_typed():
    assert expand(" ＪＭ2 ", (LAMP, HOME)) is HOME
    assert expand("jm", (LAMP, HOME)) is None
    assert "unit" not in HOME.values


def test_the_codes_that_begin_so_are_suggested():
    assert suggest("j", (LAMP, HOME)) == (HOME,)
    assert suggest("家", (LAMP, HOME)) == suggest("", (LAMP, HOME)) == suggest("j m", (HOME,)) == ()


def test_what_is_written_is_read_back_the_same():
    sheet = report((HOME, LAMP), "东街").sheets[0]
    headers = [column.label for column in sheet.columns]
    assert headers == [column.label for column in COLUMNS]
    assert read([table(*([cell_text(cell) for cell in row] for row in sheet.rows), headers=headers)])[0] == (HOME, LAMP)
    assert from_json(to_json((HOME, LAMP))) == (HOME, LAMP)
