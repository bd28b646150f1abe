"""Departments' sheets 部门情况表: what of the month concerned a department, and what it took on as cases; the two are never one number.

涉该类事件 are counted by category and words, whoever handled them; 受理案件 only by 受理案件 of the month. 件, 人 and 元 stand apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from exports.account import Account
from exports.drill import Counted as Of
from exports.drill import Drill
from wangge.catalogue import Catalogue
from wangge.department import Counted, Department, Indicator
from wangge.fields import CASE_BASES, CASE_RESULTS
from wangge.records import Event
from wangge.sheets import Cell, Column, Figure, Shape, Sheet

COLUMNS = (Column("项目", width=30), Column("数", Shape.COUNT, 16), Column("单位", width=8), Column("口径", width=52))
Line = tuple[str, Cell, str, str]


def department_sheets(account: Account, catalogue: Catalogue, drill: Drill) -> Iterator[Sheet]:
    """A sheet for each department that the month concerned, or that has a case."""
    for department in catalogue.departments:
        events = [row.event for row in account.rows if row.flow.new and department.fits(row.event.known)]
        cases = [row.event for row in account.rows if row.event.known.get("department") == department.label]
        if events or cases:
            rows = tuple(_lines(department, account, events, cases, drill))
            notes = (
                f"涉该类事件{_by(department)}统计，不论由谁办理；受理案件只计经申请或主动调解受理的。两者不能相加。",
                "件、人、元分别统计；没有填写的不计入，也不按 0 计。",
            )
            yield Sheet(department.label, f"{account.period}{department.label}情况表", COLUMNS, rows, notes=notes)


def _by(department: Department) -> str:
    """What an event of the kind is told by, as `Department.fits` does."""
    ways = (("按分类", department.categories), ("按用词", department.words))
    return "，或".join(f"{way}（{'、'.join(names)}）" for way, names in ways if names) or "没有定义分类和用词，不"


def _lines(department: Department, account: Account, events: Sequence[Event], cases: Sequence[Event], drill: Drill) -> Iterator[Line]:
    opened = [event for event in cases if account.start <= str(event.known.get("case_at") or "") < account.end]
    ended = [event for event in cases if account.start <= str(event.known.get("case_ended_at") or "") < account.end]
    going_on = [event for event in cases if event.known.get("case_at") and not event.known.get("case_ended_at")]
    yield "涉该类事件", len(events), "件", f"本月新增，{_by(department)}"
    yield "受理案件", drill.figure(Of.NEW, opened, (("department", department.label),)), "件", "本月受理"
    for basis in CASE_BASES:
        yield f"　{basis}", _count(opened, "case_basis", basis), "件", "本月受理案件中"
    yield "期末在办案件", len(going_on), "件", "已受理、月末没有结束"
    yield "本月结束案件", len(ended), "件", "本月结束"
    for result in CASE_RESULTS:
        yield f"　{result}", _count(ended, "case_result", result), "件", "本月结束案件中"
    yield "协议金额", _sum(ended, "agreed_amount", Counted.MONEY), "元", "本月结束、达成协议的案件"
    yield "已履行金额", _sum(ended, "paid_amount", Counted.MONEY), "元", "本月结束的案件，至月末"
    for indicator in department.indicators:
        of = opened if indicator.cases else events
        if _is_masked(indicator, department):
            yield indicator.label, None, str(indicator.counted), "敏感项目只存遮盖后的样子，不据以统计"
        else:
            yield indicator.label, _indicated(indicator, of), str(indicator.counted), "本月受理案件" if indicator.cases else "涉该类事件"


def _is_masked(indicator: Indicator, department: Department) -> bool:
    """Whether an indicator asks for the value of a sensitive field, of which a report sees the mask alone; that one is filled in, it may ask."""
    asked = {*indicator.when, *((indicator.of,) if indicator.counted is not Counted.CASES else ())}
    return any(field.sensitive for field in department.fields if field.name in asked)


def _indicated(indicator: Indicator, events: Iterable[Event]) -> Cell:
    meant = [event for event in events if all(event.known.get(name) in wanted for name, wanted in indicator.when.items())]
    if indicator.counted is Counted.CASES:
        return sum(not indicator.of or event.known.get(indicator.of) is not None for event in meant)
    return _sum(meant, indicator.of, indicator.counted)


def _count(events: Iterable[Event], name: str, value: str) -> int:
    return sum(event.known.get(name) == value for event in events)


def _sum(events: Iterable[Event], name: str, counted: Counted) -> Cell:
    """The sum of what was filled in; nothing where nobody filled anything in."""
    told = [int(value) for event in events if (value := event.known.get(name)) is not None]
    if not told:
        return None
    return Figure(sum(told) / 100, Shape.MONEY) if counted is Counted.MONEY else sum(told)
