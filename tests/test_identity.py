"""Which event a row is: running numbers are none, and a number alone overwrites nothing."""

from __future__ import annotations

import csv
import os
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens import console, screen_text, until

from importers.identity import counts_rows
from tests.ledger_tools import command, everything
from wangge.plans import SameNumber

HEADER = ("编号", "上报时间", "内容")
OCTOBER = [
    ("2026-10-05 09:00", "路灯不亮，晚上看不清"),
    ("2026-10-06 10:00", "井盖松动，车过有响声"),
    ("2026-10-07 11:00", "楼道堆物，推不出车"),
]
NOVEMBER = [("2026-11-05 09:00", "广场舞声音太大"), ("2026-11-06 10:00", "有狗追人，没有牵绳"), ("2026-11-07 11:00", "三个月没有发工资")]


@pytest.fixture
def put(tmp_path):
    names = count(1)

    def write(numbers, rows, header=HEADER):
        path = tmp_path / f"台账{next(names)}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *((number, *row) for number, row in zip(numbers, rows, strict=True))])
        return path

    return write


@pytest.fixture
def take(office):
    """Plans a file and carries the plan out; returns its figures."""

    def taken(path, same_number=SameNumber.ASK):
        made = office.planner.plan(path, office.clock(), same_number=same_number)
        office.ledger.commit_import(made, office.actor(via="import"))
        return {name: number for name, number in made.counts().items() if number and name not in {"rows", "duplicate"}}

    return taken


def told(office):
    return {event.text("text") for event in everything(office)}


@pytest.mark.parametrize(
    "numbers",
    [
        *((1, 2, 3), (1, 2, 4), (1, 3, 2), (4, 2, 1), ("001", "002", "004"), ("第1号", "第2号", "第5号"), ("1.0", "2.0", "3.0")),
        *(("1", "1", "2"), ("１", "２", "４"), ("1、", "2、", "3、"), ("3号", "1号", "2号"), (5, 6, 9)),
    ],
)
def test_numbers_that_only_count_the_rows_of_a_month_are_no_order_numbers(office, put, take, numbers):
    assert take(put(numbers, OCTOBER)) == {"new": 3}
    assert take(put(numbers, NOVEMBER)) == {"new": 3}
    assert told(office) == {text for _, text in (*OCTOBER, *NOVEMBER)}
    assert take(put(numbers, NOVEMBER)) == {"same": 3}


@pytest.mark.parametrize(
    "numbers",
    [
        ("2026100501", "2026100502", "2026100503"),
        ("GD1", "GD2", "GD3"),
        ("2549", "2554", "2555"),
        ("东街〔2026〕1号", "东街〔2026〕2号", "x"),
    ],
)
def test_an_order_number_is_one_and_the_same_file_again_changes_nothing(office, put, take, numbers):
    path = put(numbers, OCTOBER)
    assert take(path) == {"new": 3}
    assert {event.text("external_no") for event in everything(office)} == set(numbers)
    assert take(path) == {"same": 3}
    later = [(at, text + "，催办") for at, text in OCTOBER]
    assert take(put(numbers, later)) == {"changed": 3}, "the same report time: it is news of the same order"


@given(st.lists(st.integers(1, 3), min_size=1, max_size=60), st.booleans())
def test_a_list_that_counts_on_with_small_gaps_counts_its_rows(steps, backwards):
    numbers = [str(sum(steps[: place + 1])) for place in range(len(steps))]
    assert counts_rows(numbers[::-1] if backwards else numbers)
    assert not counts_rows([f"20261105{number:>04}" for number in numbers])


REUSED = ("东街〔2026〕1号", "东街〔2026〕2号", "A-7")


def test_a_known_number_with_another_text_and_another_time_is_a_question_and_overwrites_nothing(office, put, take):
    take(put(REUSED, OCTOBER))
    path = put(REUSED, NOVEMBER)
    assert take(path) == {"asked": 3}
    assert told(office) == {text for _, text in OCTOBER}
    made = office.planner.plan(path, office.clock())
    assert [(problem.row, problem.column, problem.value, problem.fatal) for problem in made.problems] == [
        (row, "编号", number, True) for row, number in enumerate(REUSED, start=2)
    ]
    assert everything(office)[0].no in made.problems[0].message


def test_rows_that_are_other_matters_come_in_beside_the_first_and_are_known_again(office, put, take):
    take(put(REUSED, OCTOBER))
    path = put(REUSED, NOVEMBER)
    assert take(path, SameNumber.OTHER) == {"new": 3}
    assert told(office) == {text for _, text in (*OCTOBER, *NOVEMBER)}
    newest = everything(office)[-1]
    assert (newest.text("external_no"), office.queries.raw(newest)["编号"]) == ("", REUSED[-1])
    assert take(path) == {"same": 3}
    assert take(path, SameNumber.OTHER) == {"same": 3}
    assert office.ledger.verify().ok


def test_rows_that_are_the_same_matter_change_it(office, put, take):
    take(put(REUSED, OCTOBER))
    assert take(put(REUSED, NOVEMBER), SameNumber.SAME) == {"changed": 3}
    assert told(office) == {text for _, text in NOVEMBER}


def test_without_a_report_time_another_text_is_a_question_too(put, take):
    take(put(REUSED, [(text,) for _, text in OCTOBER], ("编号", "内容")))
    assert take(put(REUSED, [(text,) for _, text in NOVEMBER], ("编号", "内容"))) == {"asked": 3}


def test_a_title_alone_is_news_of_its_order(office, put, take):
    take(put(REUSED, OCTOBER))
    assert take(put(REUSED, [("路灯", "已修好")] * 3, ("编号", "标题", "办理结果"))) == {"changed": 3}
    assert told(office) == {text for _, text in OCTOBER}


def test_the_command_leaves_such_rows_out_says_so_and_takes_an_answer(office, put, capsys):
    def run(path, *more):
        return command("--office", str(office.folder), "import", str(path), "--yes", *more)

    path = put(REUSED, NOVEMBER)
    assert run(put(REUSED, OCTOBER)) == 0
    assert run(path) == 1
    assert "--same-number" in capsys.readouterr().out
    assert run(path, "--same-number", "other", "--json") == 0
    assert '"asked": 0' in capsys.readouterr().out
    assert len(everything(office)) == 6


@pytest.mark.parametrize(("digit", "texts"), [("1", 6), ("2", 3), ("3", 3)])
async def test_at_the_screen_a_key_says_what_they_are(office, put, take, digit, texts):
    take(put(REUSED, OCTOBER))
    path = put(REUSED, NOVEMBER)
    os.utime(path.rename(office.folder / "inbox" / path.name), (0, 0))
    async with console(office) as (pilot, shown):
        await pilot.press("f8")
        await shown()
        await pilot.press("enter")
        assert "待定" in await shown()
        await pilot.press("enter")
        assert "别的事，登记为新件" in await shown()
        await pilot.press(digit, "enter")
        if digit != "3":
            await until(pilot, lambda: "待定" not in screen_text(pilot.app) and "列的认法" in screen_text(pilot.app))
            await pilot.press("enter")
        await until(pilot, lambda: "已入账" in screen_text(pilot.app))
    assert len(told(office)) == texts


@pytest.mark.parametrize(
    "numbers",
    [
        ["（1）", "①", "3、"],
        ["一", "二", "十二"],
        ["No.1", "№2", "#4", "5."],
        ["", "2", ""],
        ["1", "2", "1"],
    ],
)
def test_running_numbers_name_no_event_however_they_are_dressed(numbers):
    assert counts_rows(numbers)


@pytest.mark.parametrize("numbers", [["24", "383", "188006"], ["20261105001", "20261105002"], ["2026-1", "2026-2"], ["A1", "A2"], [""]])
def test_order_numbers_name_events(numbers):
    assert not counts_rows(numbers)
