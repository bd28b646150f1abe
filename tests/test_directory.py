"""The directory: the office tree, who of a department is there today, and people found by a part of their name or its pinyin."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook

from console import lists
from console.commands.people import read_lists
from tests.ledger_tools import refused, rows, statements
from wangge.directory import Department, Person, Place, Present, Turn, present, turns_on
from wangge.directory_sheet import PEOPLE, UNIT_LISTS
from wangge.pinyin import initials, spelling

FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)
SOURCE = {"file": "名册.xlsx", "sha256": "0" * 64}
TREE = (
    ("东城区", "区", "330106", ""),
    ("东城区/东街街道", "街道", "330106001", ""),
    ("东城区/东街街道/东社区", "社区", "330106001001", "否"),
    ("东城区/东街街道/东社区/第1网格", "网格", "330106001001001", ""),
    ("东城区/东街街道/公众社区", "社区", "", "是"),
)
STATIONED = (("司法所", "常驻", "0571-88000001", ""), ("妇联", "轮驻", "", "赵六、钱七"))
ROSTER = (("司法所", "周五", "李四", "13812345678"), ("司法所", "2026-11-27", "王五", ""), ("妇联", "星期一", "孙八", ""))
HEADERS = {
    "组织": ("路径", "层级", "代码", "虚拟"),
    "部门": ("部门", "入驻方式", "值班电话", "替补"),
    "值班表": ("部门", "日期", "值班人", "电话"),
    "人员": ("姓名", "职务", "单位", "负责网格", "电话"),
}


def workbook(path, **sheets):
    book = Workbook()
    book.remove(book.active)
    for name, told in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(HEADERS[name])
        for row in told:
            sheet.append(row)
    book.save(path)
    return path


def read(office, path, kinds=UNIT_LISTS):
    """The lists of a workbook, unless it is refused."""
    found, problems = read_lists(office, path, kinds)
    lists.refuse(path, problems, json=False)
    return found


def bring(office, path, kinds=UNIT_LISTS):
    for kind, listed in read(office, path, kinds):
        office.ledger.set_list(kind.name, kind.make, [each.value for each in listed], SOURCE, office.actor())


def staff(office, *people):
    office.ledger.set_list("人员", Person, people, SOURCE, office.actor())


def found(office, part):
    return [person.name for person in office.ledger.directory.people(part)]


def test_the_lists_of_a_workbook_are_taken_and_told_by_a_step_each(office, tmp_path):
    bring(office, workbook(tmp_path / "名册.xlsx", 组织=TREE, 部门=STATIONED, 值班表=ROSTER))
    assert office.ledger.directory.counts() == {"places": 5, "departments": 2, "turns": 3, "people": 0}
    told = [(fact.data["list"], fact.data["count"], fact.data["file"]) for fact in office.queries.facts("名册")]
    assert told == [("组织", 5, "名册.xlsx"), ("部门", 2, "名册.xlsx"), ("值班表", 3, "名册.xlsx")]
    assert office.ledger.verify().ok


def test_a_list_replaces_the_one_before_it_and_leaves_the_others(office, tmp_path):
    bring(office, workbook(tmp_path / "一.xlsx", 组织=TREE, 部门=STATIONED))
    bring(office, workbook(tmp_path / "二.xlsx", 部门=STATIONED[:1]))
    assert [each.name for each in office.ledger.directory.departments()] == ["司法所"]
    assert office.ledger.directory.counts()["places"] == 5


def test_places_are_keyed_by_path(office):
    paths = ("区/甲街道/一社区", "区/乙街道/一社区", "区/乙街道", "区/甲街道", "区", "区/乙街道二")
    office.ledger.set_list("组织", Place, [Place(path, "社区") for path in paths], SOURCE, office.actor())
    assert [place.path for place in office.ledger.directory.places("区/乙街道")] == ["区/乙街道", "区/乙街道/一社区"]
    assert len(office.ledger.directory.places()) == 6
    assert (Place("区/甲街道/一社区", "社区").name, Place("区/甲街道", "镇街").parent, Place("区", "区县").parent) == ("一社区", "区", "")


def test_a_date_on_the_roster_goes_before_its_weekday():
    turns = [Turn(*row) for row in (("司法所", "周五", "李四"), ("司法所", "2026-11-27", "王五"))]
    assert [turn.person for turn in turns_on(turns, FRIDAY)] == ["李四"]
    assert [turn.person for turn in turns_on(turns, date(2026, 11, 27))] == ["王五"]
    assert turns_on(turns, SATURDAY) == ()


def test_substitutes_stand_in_when_nobody_is_on_the_roster():
    women = Department("妇联", "轮驻", "0571-88000002", ("赵六", "钱七"))
    turns = [Turn("妇联", "周五", "孙八", "13800000000"), Turn("别的", "周六", "吴九")]
    assert present(women, turns, FRIDAY) == Present("妇联", "轮驻", ("孙八",), "13800000000")
    assert present(women, turns, SATURDAY) == Present("妇联", "轮驻", ("赵六", "钱七"), "0571-88000002", substitute=True)
    assert present(Department("空部门"), turns, FRIDAY).people == ()


def test_who_is_there_is_shown_with_a_masked_phone_and_the_phone_only_with_a_reason(office, tmp_path):
    bring(office, workbook(tmp_path / "名册.xlsx", 部门=STATIONED, 值班表=ROSTER))
    (law,) = (each for each in office.ledger.directory.present(FRIDAY) if each.department == "司法所")
    assert (law.people, law.phone) == (("李四",), "138****5678")
    refused("reveal_reason", office.ledger.reveal_phone, "司法所", " ", office.actor())
    refused("reveal_nothing", office.ledger.reveal_phone, "没有的", "要联系", office.actor())
    assert office.ledger.reveal_phone("司法所", "险情联系", office.actor()) == "13812345678"
    (fact,) = office.queries.facts("查看原文")
    assert dict(fact.data) == {"no": "司法所", "field": "电话", "reason": "险情联系"}


WRONG = {
    "a path twice": ({"组织": (*TREE, (*TREE[1][:2], "", ""))}, 7, "路径", "写了两次"),
    "a missing parent": ({"组织": (*TREE, ("西城区/西街道", "街道", "", ""))}, 7, "路径", "上级"),
    "an empty part": ({"组织": (*TREE, ("东城区//东社区", "社区", "", ""))}, 7, "路径", "斜杠"),
    "a level upside down": ({"组织": (*TREE, ("东城区/东街街道/东社区/第1网格/街", "街道", "", ""))}, 7, "层级", "之下"),
    "an unknown level": ({"组织": (*TREE, ("东城区/别处", "里弄", "", ""))}, 7, "层级", "只能填"),
    "a code too short": ({"组织": (*TREE, ("东城区/西街道", "街道", "3301069", ""))}, 7, "代码", "9 位"),
    "a code of elsewhere": ({"组织": (*TREE, ("东城区/西街道", "街道", "330105002", ""))}, 7, "代码", "330106"),
    "a code twice": ({"组织": (*TREE, ("东城区/西街道", "街道", "330106001", ""))}, 7, "代码", "相同"),
    "neither yes nor no": ({"组织": (*TREE, ("东城区/西街道", "街道", "", "也许"))}, 7, "虚拟", "是 或 否"),
    "an unknown stationing": ({"部门": (*STATIONED, ("团委", "偶尔", "", ""))}, 4, "入驻方式", "常驻"),
    "a department twice": ({"部门": (*STATIONED, STATIONED[0])}, 4, "部门", "第 2 行"),
    "no phone": ({"部门": (*STATIONED, ("团委", "随驻", "打不通", ""))}, 4, "值班电话", "电话号码"),
    "no day": ({"值班表": (*ROSTER, ("团委", "周八", "吴九", ""))}, 5, "日期", "日期"),
}


@pytest.mark.parametrize(("sheets", "row", "column", "why"), WRONG.values(), ids=WRONG)
def test_a_workbook_with_a_wrong_cell_is_refused_whole_and_the_cell_named(office, tmp_path, capsys, sheets, row, column, why):
    path = workbook(tmp_path / "名册.xlsx", **sheets)
    refused("list_wrong", read, office, path)
    (said,) = capsys.readouterr().err.splitlines()
    assert f"第{row}行“{column}”" in said
    assert why in said.partition("：")[2]


def test_a_person_twice_is_named_without_the_phone(office, tmp_path, capsys):
    twice = ("张三", "", "司法所", "", "13812345678")
    refused("list_wrong", read, office, workbook(tmp_path / "人.xlsx", 人员=(twice, twice)), (PEOPLE,))
    assert "13812345678" not in capsys.readouterr().err


def test_a_file_of_something_else_says_what_the_header_needs(office, tmp_path):
    path = workbook(tmp_path / "人.xlsx", 人员=(("张三", "", "司法所", "", ""),))
    assert refused("list_none", read, office, path).params["headers"] == "路径、层级"


@pytest.mark.parametrize(
    ("name", "letters", "full"),
    [
        ("张三", "zs", "zhangsan"),
        ("单雄信", "sxx", "shanxiongxin"),
        ("仇英", "qy", "qiuying"),
        ("曾国藩", "zgf", "zengguofan"),
        ("解晓东", "xxd", "xiexiaodong"),
        ("尉迟恭", "ycg", "yuchigong"),
        ("万俟卨", "mq", "moqi"),
        ("欧阳娜娜", "oynn", "ouyangnana"),
        ("Alice李", "alicel", "aliceli"),
    ],
)
def test_a_surname_is_read_as_a_surname(name, letters, full):
    assert initials(name)[0].startswith(letters)
    assert spelling(name).startswith(full)


def test_the_usual_reading_of_a_surname_finds_too():
    assert {"sxx", "dxx"} <= set(initials("单雄信"))
    assert {"zx", "zh"} <= set(initials("张行"))


def test_people_are_found_by_initials_pinyin_and_parts_of_the_name(office):
    staff(office, *(Person(name, unit="司法所") for name in ("张三", "张三丰", "李张三", "赵四", "单雄信", "欧阳娜娜")))
    assert found(office, "zs") == ["张三", "赵四", "张三丰", "李张三"]
    assert found(office, " ＺＳ ") == found(office, "zs")
    assert found(office, "张三") == ["张三", "张三丰", "李张三"]
    assert found(office, "三丰") == ["张三丰"]
    assert found(office, "zhangs") == ["张三", "张三丰"]
    assert found(office, "dxx") == found(office, "sxx") == found(office, "shanx") == ["单雄信"]
    assert found(office, "nn") == ["欧阳娜娜"]
    assert found(office, "没有") == found(office, "%") == found(office, "_") == found(office, "'") == []


def test_a_phone_of_a_person_is_masked_until_a_reason_is_given(office):
    staff(office, Person("张三", phone="13812345678"), Person("李四"))
    (person,) = office.ledger.directory.people("张三")
    assert person.phone == "138****5678"
    assert office.ledger.reveal_phone(person.id, "夜间险情", office.actor()) == "13812345678"
    assert office.queries.facts("查看原文")[0].data["no"] == "张三"


def test_thirty_three_thousand_people_are_found_through_the_index_in_one_statement(office):
    surnames, given = (
        "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧单曾仇",
        "伟芳娜敏静强磊军洋勇艳杰娟涛明超兰霞平刚桂英华建文",
    )
    names = [surname + one + two for surname in surnames for one in given for two in given][:33_000]
    names += [f"{name}{name[-1]}" for name in names][: 33_000 - len(names)]
    staff(office, *(Person(name, unit="网格") for name in names))
    assert office.ledger.directory.counts()["people"] == len(names) > 30_000
    with statements(office) as said:
        people = office.ledger.directory.people("单伟芳")
    assert people[0].name == "单伟芳"
    assert len(said) == 1
    plan = " ".join(str(row[3]) for row in rows(office, f"EXPLAIN QUERY PLAN {said[0]}"))
    assert "SEARCH people_keys USING PRIMARY KEY (key>? AND key<?)" in plan
    assert "SCAN people" not in plan.replace("SCAN people_keys", "")


def test_the_directory_is_in_no_step_but_by_its_digest(office):
    staff(office, Person("张三", phone="13812345678"))
    assert not rows(office, "SELECT 1 FROM step_data WHERE body LIKE '%13812345678%' OR body LIKE '%张三%'")
